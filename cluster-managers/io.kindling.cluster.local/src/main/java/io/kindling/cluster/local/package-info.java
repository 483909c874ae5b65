/** Executors in this JVM, and a whole cluster of processes on this machine. */
package io.kindling.cluster.local;
