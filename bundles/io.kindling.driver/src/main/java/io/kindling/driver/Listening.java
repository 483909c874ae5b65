package io.kindling.driver;

import io.kindling.api.KindlingException;
import io.kindling.api.admin.ApplicationListener;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets the listeners that are there get ready for one application, and finish with it. What is wrong with one of them is no harm to the others. */
final class Listening implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Listening.class);

    private final String application;
    private final List<ApplicationListener> listeners;

    /** @param listeners those that are there now, whenever they are looked at */
    Listening(final String application, final List<ApplicationListener> listeners) {
        this.application = application;
        this.listeners = listeners;
    }

    /**
     * The application is about to start.
     *
     * @throws KindlingException if one of them does not let it
     */
    void open(final Map<String, String> configuration) {
        tell(listener -> listener.onOpening(application, configuration));
    }

    /** It has ended. Blocks while listeners finish. */
    @Override
    public void close() {
        tell(listener -> {
            try {
                listener.onClosed(application);
            } catch (final KindlingException e) {
                LOG.warn("An application listener could not finish [listener={}, application={}]", listener.getClass().getName(), application, e);
            }
        });
    }

    private void tell(final Consumer<ApplicationListener> what) {
        for (final ApplicationListener listener : listeners) {
            try {
                what.accept(listener);
            } catch (final KindlingException e) {
                throw e;
            } catch (final RuntimeException | LinkageError e) {
                LOG.warn("An application listener failed [listener={}, application={}]", listener.getClass().getName(), application, e);
            }
        }
    }
}
