package io.kindling.api;

/**
 * An executor at one moment; what Spark calls an executor info.
 *
 * @param executor        its number in the application
 * @param host            where it runs
 * @param slots           tasks that it runs at once
 * @param numRunningTasks tasks that it runs now
 */
public record TrackedExecutor(int executor, String host, int slots, int numRunningTasks) {
}
