package io.kindling.storage.memory;

import io.kindling.storage.api.FrameReader;
import io.kindling.storage.api.KeepLevel;
import io.kindling.storage.api.StoredBlock;
import java.io.IOException;

/** A block as one who reads it has it, in the form that it had when it was asked for. */
final class Opened implements StoredBlock {

    private final LocalBlockStore store;
    private final Kept kept;
    private final Form form;
    private boolean closed;

    /** @param form retained; given back when this is closed */
    Opened(final LocalBlockStore store, final Kept kept, final Form form) {
        this.store = store;
        this.kept = kept;
        this.form = form;
    }

    @Override
    public Object[] objects() {
        return form.objects();
    }

    @Override
    public KeepLevel level() {
        return kept.level;
    }

    @Override
    public FrameReader frames() throws IOException {
        final FrameReader batches;
        try {
            batches = form.open();
        } catch (final IOException e) {
            throw store.damaged(kept, form, e);
        }
        return new FrameReader() {

            @Override
            public byte[] next() throws IOException {
                try {
                    return store.packing().next(form, batches);
                } catch (final IOException e) {
                    throw store.damaged(kept, form, e);
                }
            }

            @Override
            public void close() throws IOException {
                batches.close();
            }
        };
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            store.closed(kept, form);
        }
    }
}
