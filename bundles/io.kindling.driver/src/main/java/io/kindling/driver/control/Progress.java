package io.kindling.driver.control;

import io.kindling.api.spi.ProgressListener;
import io.kindling.api.spi.StageProgress;
import io.kindling.common.ApplicationId;
import io.kindling.common.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells listeners how far stages are, at most ten times a second for each; ends are told at once. The agent's own. */
public final class Progress {

    private static final Logger LOG = LoggerFactory.getLogger(Progress.class);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final ApplicationId application;
    private final Clock clock;
    private final Supplier<List<ProgressListener>> listeners;
    private final Map<Integer, StageProgress> waiting = new LinkedHashMap<>();
    private long lastNanos;

    /** @param listeners those that are there now */
    public Progress(final ApplicationId application, final Clock clock, final Supplier<List<ProgressListener>> listeners) {
        this.application = application;
        this.clock = clock;
        this.listeners = listeners;
        lastNanos = clock.nanoTime() - PAUSE_NANOS;
    }

    String application() {
        return application.value();
    }

    void stage(final StageProgress progress, final boolean ended) {
        waiting.put(progress.stage(), progress);
        if (ended) {
            tell(waiting.remove(progress.stage()));
        } else {
            flush();
        }
    }

    void flush() {
        final long now = clock.nanoTime();
        if (waiting.isEmpty() || now - lastNanos < PAUSE_NANOS) {
            return;
        }
        lastNanos = now;
        waiting.values().forEach(this::tell);
        waiting.clear();
    }

    void notice(final String text) {
        LOG.info("{} [application={}]", text, application);
        for (final ProgressListener listener : listeners.get()) {
            try {
                listener.onNotice(application.value(), text);
            } catch (final RuntimeException e) {
                LOG.warn("A progress listener failed [listener={}]", listener.getClass().getName(), e);
            }
        }
    }

    private void tell(final StageProgress progress) {
        for (final ProgressListener listener : listeners.get()) {
            try {
                listener.onProgress(progress);
            } catch (final RuntimeException e) {
                LOG.warn("A progress listener failed [listener={}]", listener.getClass().getName(), e);
            }
        }
    }
}
