package io.kindling.calls;

import io.kindling.api.spi.OperationServer.Setup;
import io.kindling.common.config.ConfigKey;
import io.kindling.common.config.ConfigSchema;
import java.nio.file.Path;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The keys of an application that serves clients. */
@Component
public final class CallKeys implements ConfigSchema {

    static final ConfigKey<Integer> PORT = ConfigKey.integer("kindling.calls.port", "0", 0, 65_535,
            "Where the driver listens for clients that call its operations; 0 for any free port.");
    static final ConfigKey<Integer> THREADS = ConfigKey.integer("kindling.calls.threads", "8", 1, 1_024,
            "How many calls of clients run at once; sixteen times as many may wait, more are refused.");
    private static final ConfigKey<String> TICKET = ConfigKey.text("kindling.calls.ticket", null, "a path",
            "The file that the driver writes for its clients; by default .kindling/applications/ID/ticket in the home of its user.");

    /** Called by the component runtime. */
    @Activate
    public CallKeys() {
        // Nothing to start.
    }

    @Override
    public List<ConfigKey<?>> keys() {
        return List.of(PORT, THREADS, TICKET);
    }

    static Path ticket(final Setup setup) {
        final String given = TICKET.read(setup.configuration());
        return given != null ? Path.of(given).toAbsolutePath()
                : Path.of(System.getProperty("user.home"), ".kindling", "applications", setup.application(), "ticket");
    }
}
