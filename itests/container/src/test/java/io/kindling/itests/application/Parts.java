package io.kindling.itests.application;

import io.kindling.api.KindlingConf;
import io.kindling.api.KindlingContext;
import io.kindling.api.KindlingContextFactory;
import java.util.Collections;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** From a master's URL to a context of a bundle of many parts, as a function that runs one job: what its task finds. */
public final class Parts implements Function<String, UnaryOperator<String>> {

    private final KindlingContextFactory contexts;

    /** Called by the component runtime. */
    public Parts(final KindlingContextFactory contexts) {
        this.contexts = contexts;
    }

    @Override
    public UnaryOperator<String> apply(final String masterUrl) {
        final KindlingConf conf = new KindlingConf(false).setMaster(masterUrl).setAppName("parts")
                .set("kindling.cores.max", "1").set("kindling.executor.memory", "256m").set("kindling.bundle.drainTimeout", "60s");
        final KindlingContext context = contexts.create(conf);
        return files -> context.parallelize(Collections.singletonList(files), 1).map(Probe::look).first();
    }
}
