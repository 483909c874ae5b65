package io.kindling.protocol.message;

import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;

/**
 * What a task attempt cost.
 *
 * @param runNanos          from start to end on its thread
 * @param cpuNanos          of its thread
 * @param recordsRead       from its sources
 * @param shuffleBytesRead  fetched, local ones included
 * @param shuffleBytesWritten into map outputs
 * @param spilledBytes      written for want of memory
 */
public record TaskMetrics(long runNanos, long cpuNanos, long recordsRead, long shuffleBytesRead,
                          long shuffleBytesWritten, long spilledBytes) {

    static TaskMetrics read(final FieldReader in) {
        return new TaskMetrics(in.int64(), in.int64(), in.int64(), in.int64(), in.int64(), in.int64());
    }

    void write(final FieldWriter out) {
        out.int64(runNanos);
        out.int64(cpuNanos);
        out.int64(recordsRead);
        out.int64(shuffleBytesRead);
        out.int64(shuffleBytesWritten);
        out.int64(spilledBytes);
    }
}
