package io.kindling.dataflow.run;

/** Takes records one by one: the next step of a push loop. */
interface Receiver {

    /** Takes a record. Throws {@link EnoughSignal} when no more is wanted. */
    void accept(Object record) throws Exception;
}
