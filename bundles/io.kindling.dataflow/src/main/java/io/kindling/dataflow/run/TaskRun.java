package io.kindling.dataflow.run;

import io.kindling.dataflow.BuiltinFunctions;
import io.kindling.dataflow.TaskEnvironment;
import io.kindling.dataflow.code.PipelineCode;
import io.kindling.dataflow.code.PipelineParts;
import io.kindling.dataflow.memory.MemoryLease;
import io.kindling.protocol.stage.Builtin;
import io.kindling.protocol.stage.FunctionBlob;
import io.kindling.protocol.stage.KeyOrder;
import io.kindling.protocol.stage.PayloadBundle;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** One task attempt under way: its environment, its open files, and the tick that looks for a kill. */
final class TaskRun implements Closeable {

    private static final int TICK_MASK = 1023;

    private final TaskEnvironment environment;
    private final List<Closeable> open = new ArrayList<>();
    private final Map<FunctionBlob, Object> functions = new IdentityHashMap<>();
    private PipelineCode code;
    private PipelineParts parts;
    private int ticks;

    TaskRun(final TaskEnvironment environment) {
        this.environment = environment;
    }

    TaskEnvironment environment() {
        return environment;
    }

    /** From here on parts are made, of this pipeline's code. */
    void begin(final PipelineCode pipeline) {
        code = pipeline;
        parts = pipeline.open();
    }

    /** Makes the parts of the push loop. */
    PipelineParts parts() {
        return parts;
    }

    /** What the driver sent for a partition of a source. */
    byte[] payload(final SourceNodes.Place source, final int partition) {
        final byte[] payload = environment.payload(source.operator());
        return source.bundled() ? PayloadBundle.find(payload, partition) : payload;
    }

    /** Memory that is given back at the end of the run at the latest. */
    MemoryLease lease() {
        final MemoryLease lease = new MemoryLease(environment.memory());
        closeAtEnd(lease::release);
        return lease;
    }

    /** A function; the same one whenever this attempt asks for it. */
    @SuppressWarnings("unchecked")
    <F> F function(final FunctionBlob blob) throws Exception {
        if (blob.language() == FunctionBlob.Language.BUILTIN) {
            return (F) BuiltinFunctions.of(Builtin.of(blob.bytes()[0]));
        }
        Object live = functions.get(blob);
        if (live == null) {
            live = environment.function(blob);
            functions.put(blob, live);
        }
        return (F) live;
    }

    /** The order of keys. */
    Comparator<Object> comparator(final KeyOrder order) throws Exception {
        final Comparator<Object> comparator = function(order.comparator());
        return order.ascending() ? comparator : comparator.reversed();
    }

    /** For a map: the same in each attempt, another one for each shuffle, side and partition. */
    int seed(final int shuffle, final int side, final int partition) {
        final long mixed = (((long) shuffle << 34) + ((long) side << 32) + partition + 1) * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 32);
    }

    /** Called per record by whatever loops. */
    void tick() {
        if ((++ticks & TICK_MASK) == 0) {
            environment.checkKilled();
        }
    }

    /** Called per batch of records. */
    void checkKilled() {
        environment.checkKilled();
    }

    /** Closes something at the end of the run at the latest. */
    void closeAtEnd(final Closeable closeable) {
        open.add(closeable);
    }

    @Override
    public void close() throws IOException {
        if (code != null) {
            code.ran(ticks);
        }
        Exception first = null;
        for (int i = open.size() - 1; i >= 0; i--) {
            try {
                open.get(i).close();
            } catch (final IOException | RuntimeException e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw TaskRun.<RuntimeException>unchanged(first);
        }
    }

    /** Throws what a function of the application threw, unchanged, through methods that declare nothing. */
    @SuppressWarnings("unchecked")
    static <E extends Throwable> RuntimeException unchanged(final Throwable error) throws E {
        throw (E) error;
    }
}
