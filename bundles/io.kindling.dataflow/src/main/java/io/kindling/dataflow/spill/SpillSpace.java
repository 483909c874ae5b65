package io.kindling.dataflow.spill;

import io.kindling.common.files.DataFiles;
import io.kindling.compression.CompressionCodec;
import io.kindling.dataflow.RecordCodec;
import io.kindling.dataflow.TaskEnvironment;
import io.kindling.dataflow.TaskMemory;
import java.io.IOException;
import java.nio.file.Path;

/** What a structure that may spill needs of its task. */
public record SpillSpace(TaskEnvironment environment) {

    /** More runs than that are merged into one first: each needs an open file and a buffer. */
    public static final int MOST_RUNS = 64;

    /** So much is kept whatever the memory says; else a starved task would write runs of a few records. */
    public static final int LEAST_BYTES = 1 << 17;

    public TaskMemory memory() {
        return environment.memory();
    }

    /** For what is spilled. */
    public RecordCodec codec() {
        return environment.codec();
    }

    DataFiles files() {
        return environment.files();
    }

    /** Null for none. */
    CompressionCodec compression() {
        return environment.spillCodec();
    }

    Path newFile() throws IOException {
        return environment.newSpillFile();
    }

    void spilled(final long bytes) {
        environment.counters().spilledBytes += bytes;
        environment.checkKilled();
    }

    public void checkKilled() {
        environment.checkKilled();
    }
}
