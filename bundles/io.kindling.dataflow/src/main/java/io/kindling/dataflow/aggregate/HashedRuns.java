package io.kindling.dataflow.aggregate;

import io.kindling.dataflow.RecordReader;
import io.kindling.dataflow.memory.MemoryLease;
import io.kindling.dataflow.spill.LoserTree;
import io.kindling.dataflow.spill.SpillRun;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Goes through runs of pairs in the order of their keys' hashes, older runs first. Used by one thread. */
final class HashedRuns implements Closeable {

    private final KeyHashing hashing;
    private final MemoryLease lease;
    private final List<Head> heads = new ArrayList<>();
    private final LoserTree<Head> tree;

    /** @param lease asked for them before; given back at the end, or when this is closed */
    HashedRuns(final List<SpillRun> runs, final KeyHashing hashing, final MemoryLease lease) throws IOException {
        this.hashing = hashing;
        this.lease = lease;
        for (final SpillRun run : runs) {
            heads.add(new Head(run.open()));
        }
        final List<Head> begun = new ArrayList<>();
        for (final Head head : heads) {
            if (head.advance()) {
                begun.add(head);
            }
        }
        tree = new LoserTree<>(begun, Comparator.comparingInt(head -> head.hash));
    }

    boolean isPresent() {
        return tree.first() != null;
    }

    int hash() {
        return tree.first().hash;
    }

    Object key() {
        return tree.first().key;
    }

    Object value() {
        return tree.first().value;
    }

    void advance() throws IOException {
        if (tree.first().advance()) {
            tree.moved();
        } else {
            tree.ended();
            if (!isPresent()) {
                lease.release(); // a task may go through many of them
            }
        }
    }

    @Override
    public void close() throws IOException {
        lease.release();
        for (final Head head : heads) {
            head.cursor.close();
        }
    }

    private final class Head {

        private final SpillRun.Cursor cursor;
        private Object key;
        private Object value;
        private int hash;

        Head(final SpillRun.Cursor cursor) {
            this.cursor = cursor;
        }

        boolean advance() throws IOException {
            final RecordReader reader = cursor.next();
            if (reader == null) {
                key = null;
                value = null;
                return false;
            }
            reader.nextPair();
            key = reader.key();
            value = reader.value();
            hash = hashing.of(key);
            return true;
        }
    }
}
