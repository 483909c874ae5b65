package io.kindling.dataflow.aggregate;

import io.kindling.dataflow.RecordReader;
import io.kindling.dataflow.spill.LoserTree;
import io.kindling.dataflow.spill.SpillRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** Merges runs that are sorted by hash; keys of one hash code are compared one by one. */
final class HashMerge implements KeyedCursor {

    private final Accumulator accumulator;
    private final KeyHashing hashing;
    private final List<Head> heads = new ArrayList<>();
    private final LoserTree<Head> tree;
    /** Keys of one hash code, and their states. */
    private final List<Object> keys = new ArrayList<>();
    private final List<Object> states = new ArrayList<>();
    private int at = -1;

    HashMerge(final List<SpillRun> runs, final KeyHashing hashing, final Accumulator accumulator) throws IOException {
        this.accumulator = accumulator;
        this.hashing = hashing;
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

    @Override
    public boolean next() throws Exception {
        if (++at < keys.size()) {
            return true;
        }
        keys.clear();
        states.clear();
        at = 0;
        final Head first = tree.first();
        if (first == null) {
            return false;
        }
        final int hash = first.hash;
        for (Head head = first; head != null && head.hash == hash; head = tree.first()) {
            put(head.key, head.state);
            if (head.advance()) {
                tree.moved();
            } else {
                tree.ended();
            }
        }
        return true;
    }

    private void put(final Object key, final Object state) throws Exception {
        for (int i = 0; i < keys.size(); i++) {
            if (Objects.equals(keys.get(i), key)) {
                states.set(i, accumulator.merge(states.get(i), state));
                return;
            }
        }
        keys.add(key);
        states.add(state);
    }

    @Override
    public Object key() {
        return keys.get(at);
    }

    @Override
    public Object state() {
        return states.get(at);
    }

    @Override
    public void close() throws IOException {
        for (final Head head : heads) {
            head.cursor.close();
        }
    }

    private final class Head {

        private final SpillRun.Cursor cursor;
        private Object key;
        private Object state;
        private int hash;

        Head(final SpillRun.Cursor cursor) {
            this.cursor = cursor;
        }

        boolean advance() throws IOException {
            final RecordReader reader = cursor.next();
            if (reader == null) {
                key = null;
                state = null;
                return false;
            }
            reader.nextPair();
            key = reader.key();
            state = reader.value();
            hash = hashing.of(key);
            return true;
        }
    }
}
