/** Faults of user code, executors and disks, made to happen on executors that are processes. */
package io.kindling.itests.faults;
