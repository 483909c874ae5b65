package io.kindling.api.spi;

/**
 * How far a stage is.
 *
 * @param application the application's id
 * @param job         its job
 * @param stage       its number
 * @param attempt     of the stage, from 0
 * @param name        e.g. "reduceByKey at WordCount.java:31"
 * @param state       WAITING, RUNNING, COMPLETE or FAILED
 * @param tasks       how many tasks it has
 * @param done        of them
 * @param running     of them
 * @param failed      attempts so far
 */
public record StageProgress(String application, int job, int stage, int attempt, String name, String state,
                            int tasks, int done, int running, int failed) {
}
