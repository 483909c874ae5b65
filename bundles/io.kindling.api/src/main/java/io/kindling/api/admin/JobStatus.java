package io.kindling.api.admin;

import java.time.Duration;
import java.time.Instant;

/**
 * A job at one moment.
 *
 * @param job     its number in the application
 * @param name    e.g. "collect at WordCount.java:33"
 * @param state   RUNNING, SUCCEEDED or FAILED
 * @param started when
 * @param took    until it ended, or until now
 * @param tasks   of all its stages that are known so far
 * @param done    of them
 * @param failure why it failed, or empty
 */
public record JobStatus(int job, String name, String state, Instant started, Duration took, int tasks, int done, String failure) {
}
