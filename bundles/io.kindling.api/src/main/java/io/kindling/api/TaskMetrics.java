package io.kindling.api;

import org.osgi.annotation.versioning.ProviderType;

/** What a task attempt has done so far. Counted per batch of records, so a little behind; asked on the attempt's thread. */
@ProviderType
public interface TaskMetrics {

    /** Since its start, in milliseconds. */
    long executorRunTime();

    /** Of its thread, in nanoseconds. */
    long executorCpuTime();

    /** From its sources. */
    long recordsRead();

    /** Of map outputs, local ones included. */
    long shuffleBytesRead();

    /** Into map outputs. */
    long shuffleBytesWritten();

    /** For want of memory. */
    long diskBytesSpilled();
}
