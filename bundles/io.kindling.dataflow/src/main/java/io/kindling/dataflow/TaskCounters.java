package io.kindling.dataflow;

/** What a task attempt has done so far. Used on the task's thread only; plain fields, since they are counted per batch. */
public final class TaskCounters {

    /** Records from sources. */
    public long recordsRead;
    /** Bytes of map outputs read. */
    public long shuffleBytesRead;
    /** Bytes of map outputs written. */
    public long shuffleBytesWritten;
    /** Bytes spilled. */
    public long spilledBytes;
}
