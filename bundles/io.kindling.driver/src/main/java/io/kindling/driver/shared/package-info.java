/** What an application shares with its tasks: accumulators that they add to, broadcast values and files that executors fetch. */
package io.kindling.driver.shared;
