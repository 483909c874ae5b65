package io.kindling.itests.application;

import io.kindling.api.KindlingConf;
import io.kindling.api.KindlingContext;
import io.kindling.api.KindlingContextFactory;
import java.util.Collections;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * From a master's URL to a context that stays open, as a function that runs one job: its argument is
 * {@code MINE,THEIRS}, two files; the task makes the one and waits for the other. The component never closes a context.
 */
public final class Keeper implements Function<String, UnaryOperator<String>> {

    private final KindlingContextFactory contexts;

    /** Called by the component runtime. */
    public Keeper(final KindlingContextFactory contexts) {
        this.contexts = contexts;
    }

    @Override
    public UnaryOperator<String> apply(final String masterUrl) {
        final KindlingConf conf = new KindlingConf(false).setMaster(masterUrl).setAppName("keeper")
                .set("kindling.cores.max", "1").set("kindling.executor.memory", "256m").set("kindling.bundle.drainTimeout", "1s");
        final KindlingContext context = contexts.create(conf);
        return files -> context.parallelize(Collections.singletonList(files), 1).map(Meeting::meet).first();
    }
}
