package io.kindling.protocol.stage;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The payload of an {@link Operator.Cache}: which other executors keep which partitions of it. */
public final class KeptPlaces {

    private static final int MOST_HOST_BYTES = 255;

    private KeptPlaces() {
    }

    /**
     * Where a partition is.
     *
     * @param partition of the cached data set
     * @param executor  who keeps it
     * @param host      where it can be asked
     * @param port      likewise
     */
    public record Place(int partition, int executor, String host, int port) {
    }

    /** As bytes. */
    public static byte[] encode(final List<Place> places) {
        final ByteBuffer out = ByteBuffer.allocate(places.stream().mapToInt(place -> 13 + hostBytes(place).length).sum());
        for (final Place place : places) {
            final byte[] host = hostBytes(place);
            out.putInt(place.partition).putInt(place.executor).putInt(place.port).put((byte) host.length).put(host);
        }
        return out.array();
    }

    /**
     * Reads what {@link #encode} made.
     *
     * @throws IllegalArgumentException if it is malformed
     */
    public static List<Place> decode(final byte[] bytes) {
        final List<Place> places = new ArrayList<>();
        final ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            while (in.hasRemaining()) {
                final int partition = in.getInt();
                final int executor = in.getInt();
                final int port = in.getInt();
                final byte[] host = new byte[in.get() & 0xff];
                in.get(host);
                places.add(new Place(partition, executor, new String(host, StandardCharsets.UTF_8), port));
            }
        } catch (final BufferUnderflowException e) {
            throw new IllegalArgumentException("Places of kept partitions are cut off", e);
        }
        return places;
    }

    private static byte[] hostBytes(final Place place) {
        final byte[] host = place.host.getBytes(StandardCharsets.UTF_8);
        if (host.length > MOST_HOST_BYTES) {
            throw new IllegalArgumentException("The host name of executor " + place.executor + " is too long");
        }
        return host;
    }
}
