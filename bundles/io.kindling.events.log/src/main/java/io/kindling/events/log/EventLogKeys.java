package io.kindling.events.log;

import io.kindling.api.KindlingException;
import io.kindling.common.config.ConfigKey;
import io.kindling.compression.CompressionCodecs;
import io.kindling.compression.FileCompression;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The keys of event logs. Whoever changes one changes docs/configuration.md; a test compares them. */
final class EventLogKeys {

    static final ConfigKey<Boolean> ENABLED = ConfigKey.flag("kindling.eventLog.enabled", "false",
            "Whether what happens to the application is written to files, for `kindling events` and others to read.");
    static final ConfigKey<String> DIRECTORY = ConfigKey.text("kindling.eventLog.dir", null, "a directory",
            "Where the driver makes a directory for the files of each application; by default `.kindling/events` in the home of its user.");
    static final ConfigKey<Long> FILE_SIZE = ConfigKey.size("kindling.eventLog.rolling.maxFileSize", "128m", "64k", "1024g",
            "How large a file may become before the next one is begun.");
    static final ConfigKey<Boolean> COMPRESS = ConfigKey.flag("kindling.eventLog.compress", "true", "Whether the files are compressed.");
    static final ConfigKey<String> CODEC = new ConfigKey<>("kindling.eventLog.compression.codec", "zstd", String.join(", ", CompressionCodecs.NAMES),
            "What they are compressed with.", Function.identity(), CompressionCodecs.NAMES::contains);
    static final List<ConfigKey<?>> ALL = List.of(ENABLED, DIRECTORY, FILE_SIZE, COMPRESS, CODEC);

    private static final Pattern ELSEWHERE = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+://.*");

    private EventLogKeys() {
    }

    /** Where the directories of applications are. */
    static Path directory(final Map<String, String> configuration) {
        final String given = DIRECTORY.read(configuration);
        if (given == null || given.isBlank()) {
            return Path.of(System.getProperty("user.home"), ".kindling", "events");
        }
        try {
            if (given.startsWith("file:")) {
                return Path.of(URI.create(given));
            } else if (!ELSEWHERE.matcher(given).matches()) {
                return Path.of(given).toAbsolutePath();
            }
        } catch (final IllegalArgumentException e) {
            throw refused(given, e);
        }
        throw refused(given, null);
    }

    private static KindlingException refused(final String given, final Exception cause) {
        return new KindlingException(DIRECTORY.name() + "=" + given + " is not allowed: it must be a directory that the driver sees, as a path or file:/path",
                cause);
    }

    /** How the files are compressed; null if they are not. */
    static FileCompression compression(final Map<String, String> configuration) {
        return COMPRESS.read(configuration) ? FileCompression.of(CODEC.read(configuration)) : null;
    }
}
