/** The worker: starts executors as the master says, watches them, and ends them. */
package io.kindling.cluster.standalone.worker;
