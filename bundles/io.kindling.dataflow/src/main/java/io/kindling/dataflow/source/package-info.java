/** Text files as lines. */
package io.kindling.dataflow.source;
