package io.kindling.dataflow.aggregate;

/** Numbers as long as there are only numbers, then anything. */
final class AdaptiveStates extends KeyedStates {

    private final Accumulator accumulator;
    private final int seed;
    private NumberStates numbers;
    private ObjectStates objects;

    AdaptiveStates(final Accumulator accumulator, final int seed) {
        this.accumulator = accumulator;
        this.seed = seed;
        this.numbers = new NumberStates(accumulator, seed);
    }

    @Override
    public void add(final Object key, final int hash, final Object value) throws Exception {
        if (numbers != null) {
            if (numbers.add(key, value)) {
                return;
            }
            if (generalise(key, hash)) {
                return;
            }
        }
        objects.add(key, hash, value);
    }

    /** Moves everything over; whether the value that was refused has found its way into its key's state already. */
    private boolean generalise(final Object key, final int hash) {
        final NumberStates old = numbers;
        final ObjectStates all = new ObjectStates(accumulator, seed);
        final int changed = old.changedSlot();
        for (int slot = old.nextSlot(0); slot >= 0; slot = old.nextSlot(slot + 1)) {
            if (slot != changed) {
                all.put(old.key(slot), old.hash(slot), old.state(slot));
            }
        }
        if (old.hasChanged()) {
            all.put(key, hash, old.changedState());
        }
        objects = all;
        numbers = null;
        return old.hasChanged();
    }

    private KeyedStates current() {
        return numbers == null ? objects : numbers;
    }

    @Override
    public int size() {
        return current().size();
    }

    @Override
    public long bytes() {
        return numbers == null ? objects.bytes() : numbers.bytes();
    }

    @Override
    public void clear() {
        current().clear();
    }

    @Override
    public int nextSlot(final int from) {
        return current().nextSlot(from);
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
