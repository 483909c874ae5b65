package io.kindling.api.admin;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Reads what {@code kindling.eventLog.enabled} has applications write. A service of the bundle {@code io.kindling.events.log}; thread-safe. A log is a
 * directory of one application, or one file out of it. Both methods read from the first line to the last and throw
 * {@link io.kindling.api.KindlingException} for what is no event log, cannot be read, or is damaged before its end; they tell file and line.
 */
@ProviderType
public interface EventLogs {

    /**
     * Tells a listener all events of a log as they were told when they happened: in order, with their times. {@link ApplicationListener#onOpening} and
     * {@link ApplicationListener#onClosed} are not called. What the listener throws comes back to the caller.
     */
    EventLog replay(Path log, ApplicationListener listener);

    /** Tells the lines of a log as they are, one JSON object each. */
    EventLog lines(Path log, Consumer<String> lines);

    /**
     * What was read.
     *
     * @param events   how many
     * @param dropped  how many more there were while the log could not be written, as it says itself
     * @param unknown  how many of a kind that only newer versions know; a listener is not told of them
     * @param finished whether the application had ended in order: if not it still runs, or its driver was killed
     * @param cut      why the last file cannot be read to its end, or null; all whole events before are told
     */
    record EventLog(long events, long dropped, long unknown, boolean finished, String cut) {
    }
}
