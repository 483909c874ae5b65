package io.kindling.dataflow.sort;

import io.kindling.api.Tuple2;
import io.kindling.dataflow.RecordReader;
import io.kindling.dataflow.spill.SpillRun;
import java.io.Closeable;
import java.io.IOException;

/** Sorted pairs, in a file or in memory. */
abstract class SortedRun implements Closeable {

    private Tuple2<?, ?> pair;

    /** The pair gone to. */
    final Tuple2<?, ?> pair() {
        return pair;
    }

    /** Goes to the next pair; false at the end. */
    final boolean advance() throws IOException {
        pair = read();
        return pair != null;
    }

    abstract Tuple2<?, ?> read() throws IOException;

    static SortedRun of(final SpillRun run) throws IOException {
        final SpillRun.Cursor cursor = run.open();
        return new SortedRun() {
            @Override
            Tuple2<?, ?> read() throws IOException {
                final RecordReader reader = cursor.next();
                return reader == null ? null : (Tuple2<?, ?>) reader.next();
            }

            @Override
            public void close() throws IOException {
                cursor.close();
            }
        };
    }

    static SortedRun of(final Tuple2<?, ?>[] pairs, final int size) {
        return new SortedRun() {
            private int at;

            @Override
            Tuple2<?, ?> read() {
                if (at == size) {
                    return null;
                }
                final Tuple2<?, ?> pair = pairs[at];
                pairs[at++] = null;
                return pair;
            }

            @Override
            public void close() {
                at = size;
            }
        };
    }

    /** @param pairs in order already */
    static SortedRun of(final EncodedPairs pairs) {
        return new SortedRun() {
            private int at;

            @Override
            Tuple2<?, ?> read() {
                return at == pairs.size() ? null : pairs.pair(at++);
            }

            @Override
            public void close() {
                at = pairs.size();
            }
        };
    }
}
