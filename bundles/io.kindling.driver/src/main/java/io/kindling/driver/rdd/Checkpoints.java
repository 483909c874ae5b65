package io.kindling.driver.rdd;

import io.kindling.api.KindlingException;
import io.kindling.api.StorageLevel;
import io.kindling.api.StorageLevels;
import io.kindling.dataflow.CompressionKeys;
import io.kindling.driver.config.DriverKeys;
import io.kindling.driver.control.CachedRdds;
import io.kindling.driver.control.SessionJobs;
import io.kindling.plan.Dependency;
import io.kindling.plan.Determinism;
import io.kindling.plan.RddNode;
import io.kindling.plan.Step;
import io.kindling.protocol.stage.FileBatch;
import io.kindling.protocol.stage.FileFormat;
import io.kindling.protocol.stage.Operator;
import io.kindling.protocol.stage.Sink;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which data sets are to be cut from their lineage, and how: after a job that needed them, on the thread that waited for it. The directory of
 * a checkpoint appears whole or not at all. Thread-safe.
 */
final class Checkpoints {

    private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);
    private static final int LOCAL_TRIES = 2;

    private final DataSets data;
    private final SessionJobs control;
    private final CachedRdds cached;
    private final CheckpointFiles files;
    /** Empty for none. */
    private final String codec;
    private final Map<RddNode, Mark> marks = Collections.synchronizedMap(new WeakHashMap<>());
    /** How many wait for a job: as long as none does, jobs need not look. */
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile Path directory;

    private enum State {
        WAITING, UNDER_WAY, DONE,
        /** It cannot be cut, ever. */
        REFUSED
    }

    private static final class Mark {

        private final boolean local;
        private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
        private volatile String file;

        Mark(final boolean local) {
            this.local = local;
        }
    }

    Checkpoints(final DataSets data, final SessionJobs control, final CachedRdds cached) {
        this.data = data;
        this.control = control;
        this.cached = cached;
        files = new CheckpointFiles(DriverKeys.CLEAN_CHECKPOINTS.read(control.configuration()));
        codec = DriverKeys.CHECKPOINT_COMPRESS.read(control.configuration()) ? CompressionKeys.CODEC.read(control.configuration()) : "";
    }

    /** Where checkpoints go from now on. */
    void directory(final String parent) {
        final Path chosen = directoryOf(parent).resolve(control.application() + "-" + UUID.randomUUID());
        try {
            Files.createDirectories(chosen);
        } catch (final IOException e) {
            throw new KindlingException("The checkpoint directory " + chosen + " cannot be made: " + e, e);
        }
        directory = chosen;
    }

    private static Path directoryOf(final String text) {
        return (text.startsWith("file:") ? Path.of(URI.create(text)) : Path.of(text)).toAbsolutePath();
    }

    /** Where checkpoints go, or null. */
    String directory() {
        return directory == null ? null : directory.toString();
    }

    /** What a checkpoint consists of that somebody has written. */
    List<FileBatch> written(final String path) {
        return files.written(directoryOf(path));
    }

    void mark(final RddNode node) {
        if (directory == null && DriverKeys.CHECKPOINT_DIR.read(control.configuration()) != null) {
            directory(DriverKeys.CHECKPOINT_DIR.read(control.configuration()));
        }
        if (directory == null) {
            throw new KindlingException(node + " cannot be checkpointed: there is no checkpoint directory; call setCheckpointDir, or set "
                    + DriverKeys.CHECKPOINT_DIR.name());
        }
        mark(node, new Mark(false));
    }

    void markLocal(final RddNode node) {
        final StorageLevel level = cached.levelOf(node.id());
        cached.change(node, level.isValid() ? StorageLevels.create(true, level.useMemory(), level.useOffHeap(), level.deserialized(), level.replication())
                : StorageLevels.MEMORY_AND_DISK);
        data.take(node);
        mark(node, new Mark(true));
    }

    private void mark(final RddNode node, final Mark mark) {
        if (marks.putIfAbsent(node, mark) == null) {
            waiting.incrementAndGet();
        }
    }

    boolean isDone(final RddNode node) {
        final Mark mark = marks.get(node);
        return mark != null && mark.state.get() == State.DONE;
    }

    /** The directory of a checkpoint that has been written, or null. */
    String fileOf(final RddNode node) {
        final Mark mark = marks.get(node);
        return mark == null ? null : mark.file;
    }

    /** A job of a data set has succeeded: what it needed and was marked is cut. */
    void afterJob(final RddNode last) {
        files.clean();
        if (waiting.get() == 0) {
            return;
        }
        final Set<RddNode> seen = new HashSet<>();
        final List<RddNode> found = new ArrayList<>();
        final Deque<RddNode> open = new ArrayDeque<>();
        open.push(last);
        while (!open.isEmpty()) {
            final RddNode node = open.pop();
            if (seen.add(node)) {
                final Mark mark = marks.get(node);
                final State state = mark == null ? State.DONE : mark.state.get();
                if (state == State.WAITING) {
                    found.add(node); // and not what it is made of: that is not needed any more
                } else if (state != State.UNDER_WAY) { // or it is about to be cut, perhaps by the job that this one is of
                    node.step().dependencies().stream().map(Dependency::parent).forEach(open::push);
                }
            }
        }
        found.forEach(node -> cut(node, marks.get(node)));
    }

    private void cut(final RddNode node, final Mark mark) {
        if (!mark.state.compareAndSet(State.WAITING, State.UNDER_WAY)) {
            return; // another job's caller does it
        }
        State end = State.WAITING;
        try {
            end = mark.local ? keep(node) : write(node, mark);
        } finally {
            mark.state.set(end);
            if (end != State.WAITING) {
                waiting.decrementAndGet();
            }
        }
    }

    private State write(final RddNode node, final Mark mark) {
        final Path target = directory.resolve("rdd-" + node.id());
        final String name = CallSite.of("checkpoint");
        data.files().write(target.toString(), output -> {
            final List<String> written = new ArrayList<>();
            data.shipping().decodeAll(data.jobs().run(node, new Sink.SaveObjects(output.workDirectory().toString(), codec), name), name)
                    .forEach(file -> written.add((String) file));
            return written;
        });
        final List<FileBatch> batches = files.partitions(target, node.partitions());
        node.cut(new Step.Source(new Operator.FileSource(FileFormat.OBJECTS), batches.stream().map(data.shipping()::encode).toList()));
        mark.file = target.toString();
        files.watch(node, target);
        LOG.info("{} has been checkpointed to {}", node, target);
        return State.DONE;
    }

    private State keep(final RddNode node) {
        if (node.determinism() == Determinism.INDETERMINATE) {
            LOG.warn("{} keeps its lineage: what is computed of it is not kept, since it may differ when it is computed again; use checkpoint", node);
            return State.REFUSED;
        }
        for (int i = 0; i < LOCAL_TRIES; i++) {
            final Set<Integer> there = cached.partitions(node.id());
            final List<Integer> missing = IntStream.range(0, node.partitions()).filter(partition -> !there.contains(partition)).boxed().toList();
            if (missing.isEmpty()) {
                node.cut(new Step.Source(new Operator.LostSource(node + " was checkpointed locally, and the executor that kept this partition is gone, "
                        + "or it has been unpersisted; use checkpoint where that may happen"), Collections.nCopies(node.partitions(), new byte[0])));
                return State.DONE;
            }
            data.jobs().run(node, new Sink.Count(), missing, CallSite.of("localCheckpoint"));
        }
        LOG.warn("{} keeps its lineage: the executors do not keep all its partitions", node);
        return State.WAITING;
    }
}
