package io.kindling.dataflow.aggregate;

import io.kindling.dataflow.code.PipelineParts;

/** The compact layout that fits the first key, until something does not fit it: then the general one. */
final class AdaptiveStates extends KeyedStates {

    private final PipelineParts parts;
    private final Accumulator accumulator;
    private final KeyHashing hashing;
    private final int seed;
    private CompactStates compact;
    private GeneralStates general;

    AdaptiveStates(final PipelineParts parts, final Accumulator accumulator, final KeyHashing hashing, final int seed) {
        this.parts = parts;
        this.accumulator = accumulator;
        this.hashing = hashing;
        this.seed = seed;
    }

    @Override
    public void add(final Object key, final Object value) throws Exception {
        if (compact != null) {
            if (compact.take(key, value)) {
                return;
            }
            if (generalise(key)) {
                return;
            }
        } else if (general == null) {
            choose(key);
            add(key, value);
            return;
        }
        general.add(key, value);
    }

    private void choose(final Object key) {
        if (key instanceof Long || key instanceof Integer) {
            compact = parts.make(CompactStates.class, NumberStates.class, accumulator, seed);
        } else if (key instanceof String) {
            compact = parts.make(CompactStates.class, TextStates.class, accumulator, general(), seed);
        } else {
            general = general();
        }
    }

    private GeneralStates general() {
        return parts.make(GeneralStates.class, ObjectStates.class, accumulator, hashing, seed);
    }

    /** Moves everything over; whether the value that was refused has found its way into its key's state already. */
    private boolean generalise(final Object key) {
        final CompactStates old = compact;
        final GeneralStates all = old.others() == null ? general() : old.others();
        final int changed = old.changedSlot();
        final int end = old.ownSlots();
        for (int slot = old.nextSlot(0); slot >= 0 && slot < end; slot = old.nextSlot(slot + 1)) {
            if (slot != changed) {
                all.put(old.key(slot), old.hash(slot), old.state(slot));
            }
        }
        if (old.hasChanged()) {
            all.put(key, hashing.of(key), old.changedState());
        }
        general = all;
        compact = null;
        return old.hasChanged();
    }

    private KeyedSlots current() {
        return compact == null ? general : compact;
    }

    @Override
    public int size() {
        return current() == null ? 0 : current().size();
    }

    @Override
    public long bytes() {
        return compact != null ? compact.bytes() : general == null ? 0 : general.bytes();
    }

    @Override
    public long bytesAsItIs() {
        return current() == null ? 0 : current().bytesAsItIs();
    }

    @Override
    public void clear() {
        if (current() != null) {
            current().clear();
        }
    }

    @Override
    public int nextSlot(final int from) {
        return current() == null ? -1 : current().nextSlot(from);
    }

    @Override
    public Object key(final int slot) {
        return current().key(slot);
    }

    @Override
    public Object state(final int slot) {
        return current().state(slot);
    }

    @Override
    public int hash(final int slot) {
        return current().hash(slot);
    }

    @Override
    public void forget(final int slot) {
        current().forget(slot);
    }
}
