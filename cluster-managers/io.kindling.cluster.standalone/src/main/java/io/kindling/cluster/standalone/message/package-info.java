/** What masters, workers and drivers say to each other: one record a message, one table of numbers. */
package io.kindling.cluster.standalone.message;
