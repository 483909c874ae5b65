package io.kindling.itests.cycles.application;

import io.kindling.api.KindlingConf;
import io.kindling.api.KindlingContextFactory;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From a master's URL to a context with a job that can be run; the one that comes back is AutoCloseable too. */
public final class Application implements Function<String, Callable<String>> {

    private static final Logger LOG = LoggerFactory.getLogger(Application.class);

    private final KindlingContextFactory contexts;

    /** Called by the component runtime. */
    public Application(final KindlingContextFactory contexts) {
        this.contexts = contexts;
    }

    @Override
    public Callable<String> apply(final String masterUrl) {
        LOG.debug("A context on {}", masterUrl);
        final KindlingConf conf = new KindlingConf(false).setMaster(masterUrl).setAppName("cycle")
                .set("kindling.executor.memory", "256m").set("kindling.task.maxFailures", "1").set("kindling.bundle.drainTimeout", "1s");
        // As web and enterprise containers do around a call: threads that are made below would inherit it.
        final Thread thread = Thread.currentThread();
        final ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(Application.class.getClassLoader());
        try {
            return new Job(contexts.create(conf));
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
