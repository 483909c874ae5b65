package io.kindling.protocol.message;

import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireMessage;
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
public record MapOutputs(int shuffle, int epoch, List<Location> locations, int[] byMap, long[] attempts) implements WireMessage {

    public MapOutputs {
        locations = List.copyOf(locations);
    }

    /** Reads what {@link #write} wrote. */
    public static MapOutputs read(final FieldReader in) {
        return new MapOutputs(in.int32(), in.int32(), in.list(Location::read), in.ints(), in.longs());
    }

    @Override
    public int type() {
        return Messages.MAP_OUTPUTS;
    }

    @Override
    public void write(final FieldWriter out) {
        out.int32(shuffle);
        out.int32(epoch);
        out.list(locations, Location::write);
        out.ints(byMap);
        out.longs(attempts);
    }

    /**
     * Where an executor serves its map outputs.
     *
     * @param executor its number
     * @param host     its address
     * @param port     its data port
     */
    public record Location(int executor, String host, int port) {

        static Location read(final FieldReader in) {
            return new Location(in.int32(), in.text(), in.int32());
        }

        void write(final FieldWriter out) {
            out.int32(executor);
            out.text(host);
            out.int32(port);
        }
    }
}
