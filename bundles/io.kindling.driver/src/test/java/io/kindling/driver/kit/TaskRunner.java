package io.kindling.driver.kit;

import io.kindling.cluster.api.ExecutorLaunchSpec;
import io.kindling.common.files.DataFiles;
import io.kindling.compression.CompressionCodec;
import io.kindling.dataflow.BuiltinFunctions;
import io.kindling.dataflow.ObjectStreams;
import io.kindling.dataflow.RecordCodec;
import io.kindling.dataflow.RecordCodecs;
import io.kindling.dataflow.ShuffleAccess;
import io.kindling.dataflow.StageCompilers;
import io.kindling.dataflow.StageProgram;
import io.kindling.dataflow.TaskCounters;
import io.kindling.dataflow.TaskEnvironment;
import io.kindling.dataflow.TaskMemory;
import io.kindling.deploy.ClassSpace;
import io.kindling.protocol.message.LaunchTasks;
import io.kindling.protocol.message.Shutdown;
import io.kindling.protocol.message.StageCode;
import io.kindling.protocol.message.TaskStatus;
import io.kindling.protocol.stage.Builtin;
import io.kindling.protocol.stage.FunctionBlob;
import io.kindling.protocol.wire.WireMessage;
import io.kindling.storage.api.BlockStore;
import io.kindling.transport.api.Transport;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** An executor that runs its tasks for real, one after the other, with map outputs in memory. Ends with the context. */
public final class TaskRunner implements Runnable {

    private final Transport transport;
    private final ExecutorLaunchSpec spec;
    private final Function<String, ClassSpace> lent;
    private final MemoryShuffle shuffle;
    private final BlockStore blocks = MapBlocks.open();

    public TaskRunner(final Transport transport, final ExecutorLaunchSpec spec, final Function<String, ClassSpace> lent, final MemoryShuffle shuffle) {
        this.transport = transport;
        this.spec = spec;
        this.lent = lent;
        this.shuffle = shuffle;
    }

    @Override
    public void run() {
        final TestExecutor executor = new TestExecutor(transport, spec).register();
        final ClassSpace space = lent.apply(spec.application().value());
        final Map<Integer, StageProgram> programs = new HashMap<>();
        while (!executor.closed) {
            final WireMessage message = poll(executor);
            if (message instanceof StageCode code) {
                programs.put(code.stage(), StageCompilers.create().compile(code.spec()));
            } else if (message instanceof LaunchTasks launch) {
                launch.tasks().forEach(task -> execute(executor, space, programs.get(launch.stage()), task));
            } else if (message instanceof Shutdown) {
                executor.die();
                return;
            }
        }
    }

    private static WireMessage poll(final TestExecutor executor) {
        try {
            return executor.inbox.poll(100, TimeUnit.MILLISECONDS);
        } catch (final InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void execute(final TestExecutor executor, final ClassSpace space, final StageProgram program, final LaunchTasks.TaskDescription task) {
        try {
            executor.succeed(task.id(), program.run(new Environment(space, task)));
        } catch (final Throwable e) {
            final StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            executor.status(new TaskStatus.Failed(task.id(), e.toString(), trace.toString(), false));
        }
    }

    /** The application's objects on streams. */
    public static RecordCodec codec(final ClassSpace space) {
        return RecordCodecs.create(new ObjectStreams() {

            @Override
            public ObjectOutput output(final OutputStream out) throws IOException {
                return space.output(out);
            }

            @Override
            public ObjectInput input(final InputStream in) throws IOException {
                return space.input(in);
            }

            @Override
            public String nameOf(final Class<?> type) throws IOException {
                return space.nameOf(type);
            }

            @Override
            public Class<?> classOf(final String name) throws IOException, ClassNotFoundException {
                return space.classOf(name);
            }
        });
    }

    private final class Environment implements TaskEnvironment {

        private final ClassSpace space;
        private final LaunchTasks.TaskDescription task;
        private final RecordCodec codec;
        private final TaskCounters counters = new TaskCounters();

        Environment(final ClassSpace space, final LaunchTasks.TaskDescription task) {
            this.space = space;
            this.task = task;
            codec = TaskRunner.codec(space);
        }

        @Override
        public String application() {
            return spec.application().value();
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
            return task.payloads().get(operator);
        }

        @Override
        public Object function(final FunctionBlob blob) throws Exception {
            return blob.language() == FunctionBlob.Language.BUILTIN ? BuiltinFunctions.of(Builtin.of(blob.bytes()[0])) : space.readFunction(blob.bytes());
        }

        @Override
        public RecordCodec codec() {
            return codec;
        }

        @Override
        public ShuffleAccess shuffles() {
            return shuffle.of(task.partition());
        }

        @Override
        public BlockStore blocks() {
            return blocks;
        }

        @Override
        public TaskMemory memory() {
            return new TaskMemory() {

                @Override
                public long acquire(final long bytes) {
                    return bytes;
                }

                @Override
                public void release(final long bytes) {
                    // There is enough.
                }
            };
        }

        @Override
        public Path newSpillFile() throws IOException {
            return Files.createTempFile("spill", null);
        }

        @Override
        public DataFiles files() {
            return DataFiles.PLAIN;
        }

        @Override
        public CompressionCodec spillCodec() {
            return null;
        }

        @Override
        public TaskCounters counters() {
            return counters;
        }

        @Override
        public void checkKilled() {
            // Never.
        }
    }
}
