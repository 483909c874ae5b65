/** The command and its clusters as real processes. */
package io.kindling.itests.processes;
