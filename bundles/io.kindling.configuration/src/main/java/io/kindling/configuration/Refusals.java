package io.kindling.configuration;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import org.osgi.service.cm.ConfigurationException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The configurations that are not in force, each with the reason: Config Admin itself keeps what was refused as if it were in force. Offered as a
 * {@code Supplier<List<String>>} with {@code kindling.service=refused-configurations}; a health check shows them. Thread-safe.
 */
@Component(service = {Refusals.class, Supplier.class}, property = "kindling.service=refused-configurations")
public final class Refusals implements Supplier<List<String>> {

    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    private final Map<String, String> sentences = new ConcurrentSkipListMap<>();
    private final Clock clock = Clock.systemUTC();

    /** Called by the component runtime. */
    @Activate
    public Refusals() {
        // Nothing to start.
    }

    void refused(final String pid, final ConfigurationException reason) {
        final String sentence = "The configuration " + pid + " was refused at " + clock.instant().truncatedTo(ChronoUnit.SECONDS)
                + ", and the one before it is in force: " + reason.getProperty() + ": " + reason.getReason();
        sentences.put(pid, sentence);
        LOG.warn(sentence);
    }

    /** It is in force, or is no longer there. */
    void settled(final String pid) {
        if (sentences.remove(pid) != null) {
            LOG.info("The configuration {} is in force now", pid);
        }
    }

    @Override
    public List<String> get() {
        return List.copyOf(sentences.values());
    }
}
