package io.kindling.scheduler.api;

import io.kindling.common.ExecutorId;

/**
 * An executor as policies and constraints see it.
 *
 * @param id    its number
 * @param host  where it is
 * @param slots how many tasks at a time
 * @param free  how many of them are free now
 */
public record ExecutorView(ExecutorId id, String host, int slots, int free) {
}
