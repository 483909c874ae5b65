package io.kindling.storage.memory;

import io.kindling.storage.api.BlockEncoder;
import io.kindling.storage.api.FrameReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Objects on the heap. */
record ObjectForm(Object[] objects, long bytes, BlockEncoder encoder) implements Form {

    @Override
    public FrameReader open() {
        return new FrameReader() {

            private int next;

            @Override
            public byte[] next() throws IOException {
                final ByteArrayOutputStream batch = new ByteArrayOutputStream();
                while (next < objects.length && batch.size() == 0) {
                    next = encoder.encode(objects, next, batch::write);
                }
                return batch.size() == 0 ? null : batch.toByteArray();
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
    }
}
