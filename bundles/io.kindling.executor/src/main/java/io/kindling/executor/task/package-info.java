/** Task attempts: their threads, what they get, how they end. */
package io.kindling.executor.task;
