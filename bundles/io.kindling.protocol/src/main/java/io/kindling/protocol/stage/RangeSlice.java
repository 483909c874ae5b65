package io.kindling.protocol.stage;

/**
 * A part of a range of longs.
 *
 * @param first the first value
 * @param count how many values
 * @param step  from one to the next
 */
public record RangeSlice(long first, long count, long step) {
}
