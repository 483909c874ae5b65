package io.kindling.compression.file;

/** The 32-bit xxHash with seed 0, which LZ4 frames have for checksums. Used by one thread. */
final class XxHash32 {

    private static final int P1 = 0x9E3779B1;
    private static final int P2 = 0x85EBCA77;
    private static final int P3 = 0xC2B2AE3D;
    private static final int P4 = 0x27D4EB2F;
    private static final int P5 = 0x165667B1;

    private final int[] lanes = {P1 + P2, P2, 0, -P1};
    private final byte[] pending = new byte[16];
    private int waiting;
    private long total;

    static int of(final byte[] bytes, final int offset, final int length) {
        final XxHash32 hash = new XxHash32();
        hash.update(bytes, offset, length);
        return hash.value();
    }

    void update(final byte[] bytes, final int offset, final int length) {
        total += length;
        int at = offset;
        final int end = offset + length;
        if (waiting > 0) {
            final int now = Math.min(16 - waiting, length);
            System.arraycopy(bytes, at, pending, waiting, now);
            waiting += now;
            at += now;
            if (waiting < 16) {
                return;
            }
            stripe(pending, 0);
            waiting = 0;
        }
        for (; end - at >= 16; at += 16) {
            stripe(bytes, at);
        }
        System.arraycopy(bytes, at, pending, 0, end - at);
        waiting = end - at;
    }

    private void stripe(final byte[] bytes, final int at) {
        for (int i = 0; i < 4; i++) {
            lanes[i] = Integer.rotateLeft(lanes[i] + int32(bytes, at + 4 * i) * P2, 13) * P1;
        }
    }

    int value() {
        int hash = total < 16 ? P5 : Integer.rotateLeft(lanes[0], 1) + Integer.rotateLeft(lanes[1], 7) + Integer.rotateLeft(lanes[2], 12)
                + Integer.rotateLeft(lanes[3], 18);
        hash += (int) total;
        int at = 0;
        for (; waiting - at >= 4; at += 4) {
            hash = Integer.rotateLeft(hash + int32(pending, at) * P3, 17) * P4;
        }
        for (; at < waiting; at++) {
            hash = Integer.rotateLeft(hash + (pending[at] & 0xFF) * P5, 11) * P1;
        }
        hash = (hash ^ hash >>> 15) * P2;
        hash = (hash ^ hash >>> 13) * P3;
        return hash ^ hash >>> 16;
    }

    static int int32(final byte[] bytes, final int at) {
        return bytes[at] & 0xFF | (bytes[at + 1] & 0xFF) << 8 | (bytes[at + 2] & 0xFF) << 16 | (bytes[at + 3] & 0xFF) << 24;
    }
}
