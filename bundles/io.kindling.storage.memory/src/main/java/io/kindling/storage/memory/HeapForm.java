package io.kindling.storage.memory;

import io.kindling.storage.api.FrameReader;
import java.util.Iterator;
import java.util.List;

/** Encoded batches on the heap. */
record HeapForm(List<byte[]> batches, long bytes) implements Form {

    /** What a batch takes beside its bytes. */
    static final int OVERHEAD = 24;

    @Override
    public FrameReader open() {
        final Iterator<byte[]> rest = batches.iterator();
        return new FrameReader() {

            @Override
            public byte[] next() {
                return rest.hasNext() ? rest.next() : null;
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
    }
}
