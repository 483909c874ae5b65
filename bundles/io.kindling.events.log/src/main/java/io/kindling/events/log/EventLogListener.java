package io.kindling.events.log;

import io.kindling.api.KindlingException;
import io.kindling.api.admin.ApplicationEvent;
import io.kindling.api.admin.ApplicationListener;
import io.kindling.common.Clock;
import io.kindling.common.config.ConfigKey;
import io.kindling.common.config.ConfigSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** Keeps a log for each application whose configuration asks for one. One component for both services, so that whoever knows the keys also has the logs. */
@Component(service = {ApplicationListener.class, ConfigSchema.class})
public final class EventLogListener implements ApplicationListener, ConfigSchema {

    private final Map<String, LogWriter> logs = new ConcurrentHashMap<>();

    /** Called by the component runtime. */
    @Activate
    public EventLogListener() {
        // Nothing to start.
    }

    /** The applications go on without; their logs stay unfinished. */
    @Deactivate
    void stop() {
        logs.keySet().forEach(application -> end(application, false));
    }

    @Override
    public List<ConfigKey<?>> keys() {
        return EventLogKeys.ALL;
    }

    @Override
    public void onOpening(final String application, final Map<String, String> configuration) {
        if (EventLogKeys.ENABLED.read(configuration)) {
            final Path directory = EventLogKeys.directory(configuration);
            try {
                final LogFiles files = new LogFiles(LogDirectory.create(directory, application), application, EventLogKeys.compression(configuration),
                        EventLogKeys.FILE_SIZE.read(configuration), LogDirectory::newFile);
                logs.put(application, LogWriter.start(application, files, Clock.SYSTEM));
            } catch (final IOException e) {
                throw new KindlingException("No event log can be written to " + directory + ": " + e + "; let " + EventLogKeys.DIRECTORY.name()
                        + " name a directory that the driver may write to, or set " + EventLogKeys.ENABLED.name() + "=false", e);
            }
        }
    }

    @Override
    public void onEvent(final ApplicationEvent event) {
        final LogWriter log = logs.get(event.application());
        if (log != null) {
            log.add(event);
        }
    }

    @Override
    public void onClosed(final String application) {
        end(application, true);
    }

    private void end(final String application, final boolean finished) {
        final LogWriter log = logs.remove(application);
        if (log != null) {
            log.end(finished);
        }
    }
}
