package io.kindling.dataflow.aggregate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Merges states out of runs that are sorted by hash; keys of one hash code are compared one by one. */
final class HashMerge implements KeyedCursor {

    private final HashedRuns runs;
    private final Accumulator accumulator;
    /** Keys of one hash code, and their states. */
    private final List<Object> keys = new ArrayList<>();
    private final List<Object> states = new ArrayList<>();
    private int at = -1;

    HashMerge(final HashedRuns runs, final Accumulator accumulator) {
        this.runs = runs;
        this.accumulator = accumulator;
    }

    @Override
    public boolean next() throws Exception {
        if (++at < keys.size()) {
            return true;
        }
        keys.clear();
        states.clear();
        at = 0;
        if (!runs.isPresent()) {
            return false;
        }
        final int hash = runs.hash();
        for (; runs.isPresent() && runs.hash() == hash; runs.advance()) {
            put(runs.key(), runs.value());
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
        runs.close();
    }
}
