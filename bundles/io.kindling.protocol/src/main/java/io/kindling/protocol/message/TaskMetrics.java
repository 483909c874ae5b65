package io.kindling.protocol.message;

/**
 * What a task attempt cost.
 *
 * @param runNanos          from start to end on its thread
 * @param cpuNanos          of its thread
 * @param recordsRead       from its sources
 * @param shuffleBytesRead  fetched, local ones included
 * @param shuffleBytesWritten into map outputs
 * @param spilledBytes      written for want of memory
 */
public record TaskMetrics(long runNanos, long cpuNanos, long recordsRead, long shuffleBytesRead,
                          long shuffleBytesWritten, long spilledBytes) {
}
