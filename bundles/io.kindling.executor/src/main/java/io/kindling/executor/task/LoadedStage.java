package io.kindling.executor.task;

import io.kindling.dataflow.StageCompiler;
import io.kindling.dataflow.StageProgram;
import io.kindling.deploy.ClassSpace;
import io.kindling.protocol.stage.FunctionBlob;
import io.kindling.protocol.stage.StageSpec;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The code of a stage on this executor: compiled once, by the first task that needs it. Thread-safe. */
public final class LoadedStage {

    private final StageSpec spec;
    private final StageCompiler compiler;
    private final Workplace.Source code;
    private final ConcurrentMap<FunctionBlob, Object> stateless = new ConcurrentHashMap<>();
    private StageProgram program;

    /** @param code the version of the application's code that it runs on */
    public LoadedStage(final StageSpec spec, final StageCompiler compiler, final Workplace.Source code) {
        this.spec = spec;
        this.compiler = compiler;
        this.code = code;
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
