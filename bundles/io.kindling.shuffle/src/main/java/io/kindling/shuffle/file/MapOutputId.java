package io.kindling.shuffle.file;

/**
 * Names the map output of one task attempt.
 *
 * @param shuffle which shuffle
 * @param map     the map partition
 * @param task    the attempt's id
 */
public record MapOutputId(int shuffle, int map, long task) {

    /** The name of its file. */
    String fileName() {
        return "map-" + map + "-" + task;
    }

    /** Which of several directories it goes to, if that works. */
    int spread() {
        return 31 * shuffle + map;
    }

    @Override
    public String toString() {
        return "map output " + map + " of shuffle " + shuffle + " by task " + task;
    }
}
