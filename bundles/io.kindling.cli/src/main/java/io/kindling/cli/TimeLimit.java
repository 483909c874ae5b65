package io.kindling.cli;

import io.kindling.api.KindlingConf;
import io.kindling.api.spi.ContextBackend;
import io.kindling.api.spi.ContextOpener;
import io.kindling.common.TimeSpan;
import java.util.Timer;
import java.util.TimerTask;
import java.util.function.IntConsumer;
import java.util.function.ObjLongConsumer;

/** Opens contexts, and ends the process when it is still there as long after as their configuration allows. Thread-safe. */
final class TimeLimit implements ContextOpener {

    private static final String KEY = "kindling.driver.timeout";

    private final ContextOpener contexts;
    private final ObjLongConsumer<Runnable> later;
    private final IntConsumer exit;

    /**
     * @param later runs something once, so many milliseconds from now
     * @param exit  ends the process as a signal would: contexts are closed on the way
     */
    TimeLimit(final ContextOpener contexts, final ObjLongConsumer<Runnable> later, final IntConsumer exit) {
        this.contexts = contexts;
        this.later = later;
        this.exit = exit;
    }

    /** Runs something on a thread that keeps no process alive. */
    static void onTimer(final Runnable task, final long millis) {
        new Timer("kindling-driver-timeout", true).schedule(new TimerTask() {
            @Override
            public void run() {
                task.run();
            }
        }, millis);
    }

    @Override
    public ContextBackend open(final KindlingConf conf, final ClassLoader owner) {
        final ContextBackend context = contexts.open(conf, owner); // checks the configuration
        if (conf.contains(KEY)) {
            final String limit = conf.get(KEY);
            later.accept(() -> end(limit), TimeSpan.parse(limit).toMillis());
        }
        return context;
    }

    private void end(final String limit) {
        System.out.flush();
        System.err.println("error: the application has not ended within " + KEY + "=" + limit + " and is ended now; give it more time, or find out what it waits for");
        exit.accept(ExitCode.TIMED_OUT);
    }
}
