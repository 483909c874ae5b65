package io.kindling.scheduler.api;

/**
 * One try at one partition.
 *
 * @param id        names the attempt in the whole context
 * @param partition of its stage
 * @param attempt   of the partition, from 0
 */
public record TaskAttempt(long id, int partition, int attempt) {
}
