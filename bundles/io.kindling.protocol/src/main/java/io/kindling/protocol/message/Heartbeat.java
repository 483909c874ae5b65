package io.kindling.protocol.message;

/**
 * Executor to driver, request, on the heartbeat connection.
 *
 * @param executor which one
 * @param sequence counted up
 * @param running  the ids of the tasks it has
 */
public record Heartbeat(int executor, long sequence, long[] running) {
}
