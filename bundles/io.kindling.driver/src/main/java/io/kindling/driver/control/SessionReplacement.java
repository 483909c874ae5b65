package io.kindling.driver.control;

import io.kindling.cluster.api.ApplicationDescription;
import io.kindling.cluster.api.ClusterException;
import io.kindling.cluster.api.ClusterListener;
import io.kindling.cluster.api.ClusterSession;
import io.kindling.driver.config.DriverKeys;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens a new session where the adapter went without handing the old one over, or where none takes it over: executors of
 * the old one are drained as if the application had moved. The agent's own.
 */
final class SessionReplacement {

    private static final Logger LOG = LoggerFactory.getLogger(SessionReplacement.class);
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final BindingSetup setup;
    private final String name;
    private final Map<String, String> configuration;
    private long nextTryNanos;

    SessionReplacement(final BindingSetup setup, final String name, final Map<String, String> configuration) {
        this.setup = setup;
        this.name = name;
        this.configuration = configuration;
        nextTryNanos = setup.clock().nanoTime();
    }

    /** Tries if there is an adapter, and it is time. */
    void onTick(final ClusterClaims claims, final ClusterTie lost) {
        final long now = setup.clock().nanoTime();
        final ClusterProvider by = ClusterProvider.best(setup.providers().get(), lost.masterUrl()).orElse(null);
        if (by == null || now - nextTryNanos < 0) {
            return;
        }
        nextTryNanos = now + PAUSE_NANOS;
        final Map<String, String> there = new TreeMap<>(configuration);
        there.put(DriverKeys.MASTER.name(), lost.masterUrl());
        final ApplicationDescription description = new ApplicationDescription(setup.application(), name, lost.masterUrl(), there);
        final ClusterBinding binding = claims.beginReplacement();
        final ClusterListener listener = binding.opening(by);
        final int attempt = binding.attempt();
        setup.calls().execute(() -> {
            try {
                final ClusterSession session = by.manager().open(description, listener);
                if (!setup.inbox().post(() -> claims.moved(binding, attempt, session))) {
                    session.close();
                }
            } catch (final ClusterException | RuntimeException | LinkageError e) {
                LOG.warn("No session in the place of the lost one [application={}]", setup.application(), e);
                final String why = String.valueOf(e.getMessage());
                setup.inbox().post(() -> {
                    binding.notOpened(attempt);
                    claims.moveFailed(binding);
                    lost.trouble("its session was not taken over, and a new one was refused: " + why + "; it is tried again");
                });
            }
        });
    }
}
