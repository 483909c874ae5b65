package io.kindling.dataflow;

/** The memory of one task attempt within the executor's budget. Thread-safe; asking for it may take as long as writing kept partitions to disk that make room. */
public interface TaskMemory {

    /** Takes up to {@code bytes}; returns how many were given, perhaps none: then it is time to spill. */
    long acquire(long bytes);

    /** Gives bytes back. */
    void release(long bytes);
}
