package io.kindling.scheduler;

import java.util.HashMap;
import java.util.Map;

/**
 * What an attempt made, in truth.
 *
 * @param content    of the partition
 * @param provenance for each partition of an indeterminate stage that it comes from, the attempt that made it
 */
record SimOutput(long content, Map<String, Long> provenance) {

    /** Adds what another output comes from; whether both agree. */
    static boolean merge(final Map<String, Long> into, final Map<String, Long> from) {
        boolean agree = true;
        for (final Map.Entry<String, Long> entry : from.entrySet()) {
            final Long before = into.putIfAbsent(entry.getKey(), entry.getValue());
            agree &= before == null || before.equals(entry.getValue());
        }
        return agree;
    }

    static Map<String, Long> none() {
        return new HashMap<>();
    }
}
