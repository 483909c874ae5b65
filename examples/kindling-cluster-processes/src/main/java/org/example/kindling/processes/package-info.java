/** A cluster manager for executors as plain processes. */
package org.example.kindling.processes;
