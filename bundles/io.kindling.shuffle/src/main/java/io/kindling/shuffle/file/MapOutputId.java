package io.kindling.shuffle.file;

/**
 * Names the map output of one task attempt.
 *
 * @param shuffle which shuffle
 * @param map     the map partition
 * @param task    the attempt's id
 */
public record MapOutputId(int shuffle, int map, long task) {

    @Override
    public String toString() {
        return "map output " + map + " of shuffle " + shuffle + " by task " + task;
    }
}
