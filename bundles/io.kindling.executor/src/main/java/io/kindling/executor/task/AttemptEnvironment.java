package io.kindling.executor.task;

import io.kindling.common.files.DataFiles;
import io.kindling.compression.CompressionCodec;
import io.kindling.dataflow.RecordCodec;
import io.kindling.dataflow.ShuffleAccess;
import io.kindling.dataflow.TaskCounters;
import io.kindling.dataflow.TaskEnvironment;
import io.kindling.dataflow.TaskKilledException;
import io.kindling.dataflow.TaskMemory;
import io.kindling.executor.data.AttemptBlocks;
import io.kindling.protocol.message.LaunchTasks.TaskDescription;
import io.kindling.protocol.stage.FunctionBlob;
import io.kindling.storage.api.BlockId;
import io.kindling.storage.api.BlockAccess;
import io.kindling.storage.api.FrameReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one attempt gets; cleans up after it. */
final class AttemptEnvironment implements TaskEnvironment, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AttemptEnvironment.class);

    private final Workplace workplace;
    private final LoadedStage stage;
    private final TaskDescription task;
    private final MemoryBudget.Share memory;
    private final Supplier<String> killed;
    private final ShuffleAccess shuffles;
    private final AttemptBlocks blocks;
    private final TaskCounters counters = new TaskCounters();
    private final List<Path> spills = new ArrayList<>();

    /** @param killed why the attempt has been killed, null as long as it has not been */
    AttemptEnvironment(final Workplace workplace, final LoadedStage stage, final TaskDescription task, final MemoryBudget.Share memory,
                       final Supplier<String> killed) {
        this.workplace = workplace;
        this.stage = stage;
        this.task = task;
        this.memory = memory;
        this.killed = killed;
        blocks = workplace.blocks().ofAttempt();
        shuffles = workplace.shuffles().access(task.partition(), task.id(), memory);
    }

    @Override
    public String application() {
        return workplace.application();
    }

    @Override
    public long taskId() {
        return task.id();
    }

    @Override
    public int partition() {
        return task.partition();
    }

    @Override
    public byte[] payload(final int operator) {
        return task.payloads().getOrDefault(operator, new byte[0]);
    }

    @Override
    public Object function(final FunctionBlob blob) throws Exception {
        return stage.function(blob);
    }

    @Override
    public RecordCodec codec() {
        return workplace.codec();
    }

    @Override
    public ShuffleAccess shuffles() {
        return shuffles;
    }

    @Override
    public BlockAccess blocks() {
        return blocks;
    }

    @Override
    public FrameReader fetchBlock(final BlockId block, final byte[] places) {
        return workplace.blocks().fetch(block, places, memory, this::newSpillFile);
    }

    @Override
    public TaskMemory memory() {
        return memory;
    }

    @Override
    public Path newSpillFile() throws IOException {
        final Path file = workplace.files().newFile("spill-" + task.id());
        spills.add(file);
        return file;
    }

    @Override
    public DataFiles files() {
        return workplace.files().dataFiles();
    }

    @Override
    public CompressionCodec spillCodec() {
        return workplace.spillCodec();
    }

    @Override
    public TaskCounters counters() {
        return counters;
    }

    @Override
    public void checkKilled() {
        final String reason = killed.get();
        if (reason != null) {
            throw new TaskKilledException(reason);
        }
    }

    /** The attempt has failed, perhaps because a local directory does not work: the next attempt is to have its spills elsewhere then. */
    void failed(final Throwable error) {
        final IOException cause = TaskFailures.find(error, IOException.class);
        if (cause != null) {
            workplace.files().failed(spills, cause);
        }
    }

    /** The attempt has succeeded. What it kept is trusted from now on. */
    void succeeded() {
        blocks.prove();
    }

    @Override
    public void close() {
        blocks.close();
        for (final Path spill : spills) {
            try {
                Files.deleteIfExists(spill);
            } catch (final IOException e) {
                LOG.warn("Cannot delete the spill file {}: {}", spill, e.toString());
            }
        }
        final long left = memory.close();
        if (left > 0) {
            LOG.warn("Task {} has not given back {} bytes of its memory; taken back now", task.id(), left);
        }
    }
}
