package io.kindling.executor.task;

import io.kindling.api.spi.JobProperties;
import io.kindling.dataflow.StageCompiler;
import io.kindling.dataflow.StageProgram;
import io.kindling.deploy.ClassSpace;
import io.kindling.protocol.message.StageCode;
import io.kindling.protocol.stage.FunctionBlob;
import io.kindling.protocol.stage.StageSpec;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The code of a stage on this executor: compiled once, by the first task that needs it. Thread-safe. */
public final class LoadedStage {

    private final int number;
    private final StageSpec spec;
    private final int partitions;
    private final int cpus;
    private final StageCompiler compiler;
    private final Workplace.Source code;
    private final ConcurrentMap<FunctionBlob, Object> stateless = new ConcurrentHashMap<>();
    private volatile Map<String, String> properties = Map.of();
    private volatile int session;
    private StageProgram program;

    /**
     * Compiles nothing yet.
     *
     * @param message what the driver has sent
     * @param cpus    how many slots each of its tasks takes
     * @param code    the version of the application's code that it runs on
     */
    public LoadedStage(final StageCode message, final int cpus, final StageCompiler compiler, final Workplace.Source code) {
        number = message.stage();
        spec = message.spec();
        partitions = message.partitions();
        this.cpus = cpus;
        this.compiler = compiler;
        this.code = code;
    }

    int number() {
        return number;
    }

    int partitions() {
        return partitions;
    }

    int cpus() {
        return cpus;
    }

    Map<String, String> properties() {
        return properties;
    }

    /** What its tasks are told from now on of the thread that called the action. */
    public void properties(final Map<String, String> told) {
        final String of = told.get(JobProperties.SESSION);
        session = of == null ? 0 : Integer.parseInt(of);
        properties = told;
    }

    /** The session whose job it runs for; the application's first is 0. */
    int session() {
        return session;
    }

    /** Where its attempts work; opened by the first of them. */
    Workplace workplace() throws CodeException {
        return code.open();
    }

    synchronized StageProgram program() {
        if (program == null) {
            program = compiler.compile(spec);
        }
        return program;
    }

    /** A function: one copy for all if it is stateless, a fresh one otherwise. */
    Object function(final FunctionBlob blob) throws Exception {
        final ClassSpace space = workplace().space();
        if (!blob.stateless()) {
            return space.readFunction(blob.bytes());
        }
        final Object known = stateless.get(blob); // by the identity of its bytes: the stage holds each blob once
        if (known != null) {
            return known;
        }
        final Object read = space.readFunction(blob.bytes());
        final Object other = stateless.putIfAbsent(blob, read);
        return other == null ? read : other;
    }
}
