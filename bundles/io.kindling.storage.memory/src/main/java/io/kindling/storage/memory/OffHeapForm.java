package io.kindling.storage.memory;

import io.kindling.storage.api.FrameReader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Encoded batches outside of the heap, each after its length. Its slabs are given back with the last that holds it. */
final class OffHeapForm implements Form {

    private final Slabs slabs;
    private final List<ByteBuffer> taken = new ArrayList<>();
    private final AtomicInteger holders = new AtomicInteger(1);
    private long written;

    OffHeapForm(final Slabs slabs) {
        this.slabs = slabs;
    }

    /** Adds a batch; false if there is no room, and then it must not be read behind what was there. */
    boolean append(final byte[] bytes, final int offset, final int length) {
        final byte[] header = {(byte) (length >>> 24), (byte) (length >>> 16), (byte) (length >>> 8), (byte) length};
        final long before = written;
        if (put(header, 0, header.length) && put(bytes, offset, length)) {
            return true;
        }
        written = before;
        return false;
    }

    /** What must be taken beside what is here already, to append a batch of so many bytes. */
    long missing(final int length) {
        final long slabs = (written + 4 + length + Slabs.BYTES - 1) / Slabs.BYTES - taken.size();
        return Math.max(0, slabs) * Slabs.BYTES;
    }

    /** Whether somebody reads it: its slabs would not come free. */
    boolean isRead() {
        return holders.get() > 1;
    }

    private boolean put(final byte[] bytes, final int offset, final int length) {
        int done = 0;
        while (done < length) {
            final int index = (int) (written / Slabs.BYTES);
            if (index == taken.size()) {
                final ByteBuffer more = slabs.take();
                if (more == null) {
                    return false;
                }
                taken.add(more);
            }
            final int at = (int) (written % Slabs.BYTES);
            final int part = Math.min(length - done, Slabs.BYTES - at);
            taken.get(index).put(at, bytes, offset + done, part);
            done += part;
            written += part;
        }
        return true;
    }

    @Override
    public long bytes() {
        return (long) taken.size() * Slabs.BYTES;
    }

    @Override
    public Form retain() {
        holders.incrementAndGet();
        return this;
    }

    @Override
    public void release() {
        if (holders.decrementAndGet() == 0) {
            taken.forEach(slabs::giveBack);
        }
    }

    @Override
    public FrameReader open() {
        return new FrameReader() {

            private long position;

            @Override
            public byte[] next() {
                if (position >= written) {
                    return null;
                }
                final byte[] header = get(4);
                return get((header[0] & 0xff) << 24 | (header[1] & 0xff) << 16 | (header[2] & 0xff) << 8 | header[3] & 0xff);
            }

            private byte[] get(final int length) {
                final byte[] bytes = new byte[length];
                int done = 0;
                while (done < length) {
                    final int at = (int) (position % Slabs.BYTES);
                    final int part = Math.min(length - done, Slabs.BYTES - at);
                    taken.get((int) (position / Slabs.BYTES)).get(at, bytes, done, part);
                    done += part;
                    position += part;
                }
                return bytes;
            }

            @Override
            public void close() {
                // Whoever holds the block closes it.
            }
        };
    }
}
