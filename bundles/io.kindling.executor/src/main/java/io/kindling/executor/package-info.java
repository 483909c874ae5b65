/** Runs tasks in threads and serves their outputs. */
package io.kindling.executor;
