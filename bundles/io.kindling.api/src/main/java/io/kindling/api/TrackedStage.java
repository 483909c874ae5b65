package io.kindling.api;

/**
 * A stage at one moment; what Spark calls a stage info.
 *
 * @param stageId           its number in the application
 * @param currentAttemptId  the last attempt, from 0
 * @param submissionTime    when that began, in milliseconds since 1970
 * @param name              e.g. "reduceByKey at WordCount.java:31"
 * @param numTasks          how many tasks it has
 * @param numActiveTasks    of them, those that run
 * @param numCompletedTasks of them, those that are done
 * @param numFailedTasks    attempts that have failed
 */
public record TrackedStage(int stageId, int currentAttemptId, long submissionTime, String name, int numTasks, int numActiveTasks,
                           int numCompletedTasks, int numFailedTasks) {
}
