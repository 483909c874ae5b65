package io.kindling.itests.cycles.application;

import io.kindling.api.KindlingConf;
import io.kindling.api.KindlingContextFactory;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From a master to a context with a job that can be run; the one that comes back is AutoCloseable too. */
public final class Application implements Function<String, Callable<String>> {

    private static final Logger LOG = LoggerFactory.getLogger(Application.class);

    private final KindlingContextFactory contexts;

    /** Called by the component runtime. */
    public Application(final KindlingContextFactory contexts) {
        this.contexts = contexts;
    }

    /** @param master the URL, and after it {@code once} if no attempt of a task may fail but the one that has to */
    @Override
    public Callable<String> apply(final String master) {
        LOG.debug("A context on {}", master);
        final KindlingConf conf = new KindlingConf(false).setMaster(master.split(" ")[0]).setAppName("cycle")
                .set("kindling.executor.memory", "256m").set("kindling.bundle.drainTimeout", "1s");
        if (master.endsWith(" once")) {
            conf.set("kindling.task.maxFailures", "1");
        }
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
