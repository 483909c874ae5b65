/** Stages compiled to push loops: nodes that drive records into receivers, and sinks at their end. */
package io.kindling.dataflow.run;
