package io.kindling.dataflow.aggregate;

/** A layout for some keys and states only. What it refuses makes the general layout take over. */
abstract class CompactStates extends KeyedSlots {

    static final int NONE = -1;

    private int changedSlot = NONE;
    private boolean changed;
    private Object changedState;

    /**
     * Adds a value to a key's state; false if this layout cannot hold the key or the state. In the latter case the
     * function has been called: {@link #hasChanged}.
     */
    abstract boolean take(Object key, Object value) throws Exception;

    /** A general map with the keys that this layout does not hold itself, or null; its slots come behind {@link #ownSlots}. */
    GeneralStates others() {
        return null;
    }

    /** How many slots this layout has itself. */
    abstract int ownSlots();

    /** Notes the state that does not fit; false. */
    final boolean refuse(final int slot, final Object state) {
        changed = true;
        changedSlot = slot;
        changedState = state;
        return false;
    }

    /** Whether the value that was refused has become part of a state: {@link #changedState}. */
    final boolean hasChanged() {
        return changed;
    }

    /** The slot of that state, or -1 if its key is new. */
    final int changedSlot() {
        return changedSlot;
    }

    final Object changedState() {
        return changedState;
    }
}
