package io.kindling.protocol.message;

/**
 * Executor to executor, reply: the block is not to be had.
 *
 * @param map    the map partition whose block it is
 * @param reason in words
 */
public record FetchFailure(int map, String reason) {
}
