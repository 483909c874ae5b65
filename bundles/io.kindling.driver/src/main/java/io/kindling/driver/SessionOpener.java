package io.kindling.driver;

import io.kindling.api.KindlingException;
import io.kindling.cluster.api.ApplicationDescription;
import io.kindling.cluster.api.ClusterException;
import io.kindling.cluster.api.ClusterSession;
import io.kindling.driver.control.ClusterControl.Opening;
import io.kindling.driver.control.ClusterProvider;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens sessions with clusters, through adapters that may go while they are at it. Blocks; keeps no adapter. Thread-safe. */
final class SessionOpener {

    private static final Logger LOG = LoggerFactory.getLogger(SessionOpener.class);
    private static final long RETURN_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final ServiceBoard services;

    SessionOpener(final ServiceBoard services) {
        this.services = services;
    }

    /**
     * Opens a session. If the adapter goes meanwhile, the next one that takes the URL is waited for, for some seconds.
     *
     * @param openings tells the application's control of each try; null if the application has ended
     * @throws KindlingException if there is no session; nothing is left of it then
     */
    void open(final ApplicationDescription description, final Function<ClusterProvider, Opening> openings) {
        ClusterProvider provider = services.cluster(description.masterUrl());
        while (true) {
            final Opening opening = openings.apply(provider);
            if (opening == null) {
                throw ended(description);
            }
            try {
                final ClusterSession session = provider.manager().open(description, opening.listener());
                if (!opening.taker().test(session)) {
                    session.close();
                    throw ended(description);
                }
                return;
            } catch (final ClusterException | RuntimeException | LinkageError e) {
                opening.failed().run();
                if (e instanceof KindlingException said) {
                    throw said;
                } else if (services.has(provider)) {
                    throw new KindlingException(e instanceof ClusterException ? e.getMessage()
                            : "The cluster manager " + provider.name() + " failed: " + e, e);
                }
                LOG.info("The cluster manager {} went while it opened a session; waiting for the next", provider.name(), e);
                provider = next(provider.name(), description.masterUrl());
            }
        }
    }

    private ClusterProvider next(final String before, final String masterUrl) {
        final long begin = System.nanoTime();
        while (System.nanoTime() - begin < RETURN_NANOS) {
            final ClusterProvider next = ClusterProvider.best(services.clusters(), masterUrl).orElse(null);
            if (next != null) {
                return next;
            }
            LockSupport.parkNanos(this, LOOK_NANOS);
        }
        throw new KindlingException("The cluster manager " + before + " was stopped while it opened a session at " + masterUrl
                + ", and none has come in its place: start its bundle again");
    }

    private static KindlingException ended(final ApplicationDescription description) {
        return new KindlingException("The application has ended while a session at " + description.masterUrl() + " was being opened");
    }
}
