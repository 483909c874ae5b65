package io.kindling.dataflow.aggregate;

/** A layout for any keys and states. */
abstract class GeneralStates extends KeyedStates {

    /** Takes over a key that is not there yet, with its state. */
    abstract void put(Object key, int hash, Object state);
}
