package io.kindling.cluster.testkit.mock;

import io.kindling.cluster.api.ClusterException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A session at rest: a mark that tells the adapter and the format's version, a length, and the application's name. */
final class MockState {

    private static final int MARK = 0x6d6f6b01;

    private MockState() {
    }

    static byte[] encode(final String application) {
        final byte[] name = application.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(2 * Integer.BYTES + name.length).putInt(MARK).putInt(name.length).put(name).array();
    }

    static String decode(final byte[] bytes) throws ClusterException {
        final ByteBuffer in = ByteBuffer.wrap(bytes);
        if (bytes.length < 2 * Integer.BYTES || in.getInt() != MARK || in.getInt() != in.remaining()) {
            throw new ClusterException("this is no session that the mock adapter has detached (" + bytes.length + " bytes)");
        }
        return StandardCharsets.UTF_8.decode(in).toString();
    }
}
