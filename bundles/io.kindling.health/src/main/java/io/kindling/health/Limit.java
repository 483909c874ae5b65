package io.kindling.health;

import io.kindling.common.config.ConfigKey;
import java.time.Duration;
import org.apache.felix.hc.api.FormattingResultLog;

/**
 * A time span of {@link HealthConfig}. A bad one must not take the check away: then the default is in force, and the check says so.
 *
 * @param value   in force
 * @param refusal names key, value and range, or null
 */
record Limit(Duration value, String refusal) {

    private static final ConfigKey<Duration> ABSENT =
            ConfigKey.time("absentLimit", "60s", "0s", "24h", "For how long a cluster manager may be absent.");
    private static final ConfigKey<Duration> LOST =
            ConfigKey.time("lostWindow", "10m", "0s", "24h", "For how long a lost executor is a warning.");

    static Limit absent(final String text) {
        return read(ABSENT, text);
    }

    static Limit lost(final String text) {
        return read(LOST, text);
    }

    void tell(final FormattingResultLog log) {
        if (refusal != null) {
            log.warn("{}", refusal);
        }
    }

    private static Limit read(final ConfigKey<Duration> key, final String text) {
        try {
            return new Limit(key.parse(text), null);
        } catch (final IllegalArgumentException e) {
            return new Limit(key.parse(key.defaultText()), "The configuration " + HealthConfig.PID + " is wrong: " + e.getMessage()
                    + "; " + key.defaultText() + " is in force");
        }
    }
}
