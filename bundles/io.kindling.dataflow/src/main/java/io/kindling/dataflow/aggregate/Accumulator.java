package io.kindling.dataflow.aggregate;

/** How the values of a key become a state. Used by one thread; throws what the application's functions throw. */
public interface Accumulator {

    /** The state after a key's first value. */
    Object first(Object value) throws Exception;

    /** The state after another value. */
    Object add(Object state, Object value) throws Exception;

    /** Two states of one key to one, the older first. */
    Object merge(Object older, Object newer) throws Exception;

    /** Whether a state keeps every value. */
    boolean keepsValues();
}
