package io.kindling.protocol.message;

import java.util.List;

/**
 * Driver to executor: where the map outputs of a shuffle are; before the first task of a stage attempt that reads
 * it, and again when they have moved.
 *
 * @param shuffle   which one
 * @param epoch     counted up with each change; the executor keeps the newest
 * @param locations the executors that have some
 * @param byMap     for each map partition an index into {@code locations}
 * @param attempts  for each map partition the task id whose output counts
 */
public record MapOutputs(int shuffle, int epoch, List<Location> locations, int[] byMap, long[] attempts) {

    public MapOutputs {
        locations = List.copyOf(locations);
    }

    /**
     * Where an executor serves its map outputs.
     *
     * @param executor its number
     * @param host     its address
     * @param port     its data port
     */
    public record Location(int executor, String host, int port) {
    }
}
