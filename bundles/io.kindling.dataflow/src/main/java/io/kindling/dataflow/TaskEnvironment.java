package io.kindling.dataflow;

import io.kindling.common.files.DataFiles;
import io.kindling.compression.CompressionCodec;
import io.kindling.protocol.stage.FunctionBlob;
import io.kindling.storage.api.BlockAccess;
import io.kindling.storage.api.BlockId;
import io.kindling.storage.api.FrameReader;
import java.nio.file.Path;

/** What a task attempt gets from the executor that runs it. Used on the task's thread only. */
public interface TaskEnvironment {

    /** The application's id. */
    String application();

    /** The attempt's id, unique in the application. */
    long taskId();

    /** The partition of the stage. */
    int partition();

    /** What the driver sent for a source operator; never null. */
    byte[] payload(int operator);

    /** The live function: a copy of this attempt's own unless the blob is stateless. */
    Object function(FunctionBlob blob) throws Exception;

    /** Encodes and decodes records for this application's class space. */
    RecordCodec codec();

    /** Reads and writes map outputs. */
    ShuffleAccess shuffles();

    /** Cached partitions. */
    BlockAccess blocks();

    /**
     * A cached partition that another executor keeps; fetched as a whole before it is given, so that it can still be computed if that fails.
     *
     * @param places what the driver has said of where it is
     * @return null if it cannot be had
     */
    default FrameReader fetchBlock(final BlockId block, final byte[] places) {
        return null;
    }

    /** The memory that this attempt may use; everything left is taken back at its end. */
    TaskMemory memory();

    /** A new file for a spill, in one of the local directories; deleted at the attempt's end at the latest. */
    Path newSpillFile() throws java.io.IOException;

    /** Opens such files. */
    DataFiles files();

    /** Compresses what is spilled; null for none. */
    CompressionCodec spillCodec();

    /** Counters of this attempt. */
    TaskCounters counters();

    /** Returns at once unless the attempt has been killed; called often. Throws {@link TaskKilledException} then. */
    void checkKilled();
}
