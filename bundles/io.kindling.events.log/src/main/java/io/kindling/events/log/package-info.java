/** Event logs: one directory of files for each application that wants it, a JSON object a line, written beside the driver's work and read again later. */
package io.kindling.events.log;
