package io.kindling.driver.control;

import io.kindling.cluster.api.ClusterException;
import io.kindling.cluster.api.ClusterSession;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The calls of adapters that may take their time: each on a thread of its own, and its outcome back on the agent's. Thread-safe. */
final class AdapterCalls {

    private static final Logger LOG = LoggerFactory.getLogger(AdapterCalls.class);
    private static final int DETACH_TRIES = 2;

    private final BindingSetup setup;

    AdapterCalls(final BindingSetup setup) {
        this.setup = setup;
    }

    /** Asks an adapter to take a session over; {@code failed} gets the reason. An application that has ended meanwhile gives it up. */
    void attach(final ClusterProvider by, final byte[] state, final ClusterEvents listener, final Consumer<ClusterSession> attached,
                final Consumer<String> failed) {
        setup.calls().execute(() -> {
            try {
                final ClusterSession session = by.manager().attach(state, listener);
                if (!setup.inbox().post(() -> attached.accept(session))) {
                    session.close();
                }
            } catch (final ClusterException | RuntimeException | LinkageError e) {
                LOG.warn("A cluster manager could not take a session over [application={}]", setup.application(), e);
                final String why = String.valueOf(e.getMessage());
                setup.inbox().post(() -> failed.accept(why));
            }
        });
    }

    /** Asks a session for its state; the outcome is that, or null and the reason. */
    void detach(final ClusterSession last, final BiConsumer<byte[], String> outcome) {
        setup.calls().execute(() -> {
            final StringBuilder failure = new StringBuilder();
            final byte[] state = stateOf(last, failure);
            setup.inbox().post(() -> outcome.accept(state, failure.toString()));
        });
    }

    /** Closes a session. If its adapter went before, it was detached and closing it did nothing: the outcome is what was detached then, or nothing. */
    void closeOrDetach(final ClusterSession last, final Consumer<byte[]> outcome) {
        setup.calls().execute(() -> {
            closeNow(last);
            final byte[] rest = stateOf(last, new StringBuilder());
            setup.inbox().post(() -> outcome.accept(rest));
        });
    }

    /** Closes a session; nobody hears what comes of it. */
    void close(final ClusterSession last) {
        setup.calls().execute(() -> closeNow(last));
    }

    /** It may be asked twice, so it is. */
    private byte[] stateOf(final ClusterSession last, final StringBuilder failure) {
        for (int i = 0; i < DETACH_TRIES; i++) {
            try {
                final byte[] state = last.detach();
                if (state != null) {
                    return state;
                }
            } catch (final RuntimeException | LinkageError e) {
                LOG.warn("A cluster manager could not hand its session over [application={}]", setup.application(), e);
                failure.setLength(0);
                failure.append(e.getMessage());
            }
        }
        return null;
    }

    private void closeNow(final ClusterSession last) {
        try {
            last.close();
        } catch (final RuntimeException | LinkageError e) {
            LOG.warn("A cluster manager could not end its session [application={}]", setup.application(), e);
        }
    }
}
