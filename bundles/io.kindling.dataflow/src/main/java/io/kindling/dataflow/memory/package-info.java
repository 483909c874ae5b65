/** Memory of a task: what is granted, how much objects take about, and spilling when nothing more is given. */
package io.kindling.dataflow.memory;
