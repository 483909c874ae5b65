package io.kindling.protocol.message;

/**
 * Executor to executor, request: what some map tasks wrote for one partition, in the order of {@code maps}. The
 * answer holds as much as fits {@code maxBytes}; the asker goes on from where it ended, so that it alone decides
 * how much is under way.
 *
 * @param shuffle   which shuffle
 * @param partition the partition after the shuffle
 * @param maps      the map partitions
 * @param attempts  for each of them the task id whose output counts
 * @param offset    from where in the block of the first of them
 * @param maxBytes  at most so much
 */
public record FetchShuffle(int shuffle, int partition, int[] maps, long[] attempts, long offset, int maxBytes) {
}
