/** What the driver has given to all tasks: broadcast values and added files, fetched when they are first asked for and passed on to other executors. */
package io.kindling.executor.shared;
