package io.kindling.dataflow.aggregate;

/** Hash codes of keys; equal keys have equal ones, in every process. Used by one thread. */
public interface KeyHashing {

    /** That of a key, which may be null; refuses a key that cannot have one. */
    int of(Object key);
}
