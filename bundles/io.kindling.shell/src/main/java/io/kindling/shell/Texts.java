package io.kindling.shell;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** How times, spans and sizes are written. */
final class Texts {

    private static final long KIB = 1_024;
    private static final String NONE = "-";

    private Texts() {
    }

    /** ISO 8601, UTC, to the second. */
    static String time(final Instant time) {
        return time == null ? NONE : time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** Three figures or so: {@code 12 ms}, {@code 3.4 s}, {@code 5 m 07 s}, {@code 2 h 03 m}, {@code 3 d 04 h}. */
    static String span(final Duration span) {
        final long millis = span.toMillis();
        if (millis < 1_000) {
            return millis + " ms";
        }
        if (millis < 60_000) {
            return String.format(Locale.ROOT, "%.1f s", Math.floor(millis / 100.0) / 10);
        }
        if (span.toHours() < 1) {
            return String.format(Locale.ROOT, "%d m %02d s", span.toMinutes(), span.toSecondsPart());
        }
        return span.toDays() < 1 ? String.format(Locale.ROOT, "%d h %02d m", span.toHours(), span.toMinutesPart())
                : String.format(Locale.ROOT, "%d d %02d h", span.toDays(), span.toHoursPart());
    }

    /** With a unit of 1024. */
    static String size(final long bytes) {
        if (bytes < KIB) {
            return bytes + " B";
        }
        return bytes < KIB * KIB ? String.format(Locale.ROOT, "%.1f KiB", (double) bytes / KIB) : String.format(Locale.ROOT, "%.1f MiB", (double) bytes / KIB / KIB);
    }

    static String orDash(final String text) {
        return text == null || text.isEmpty() ? NONE : text;
    }
}
