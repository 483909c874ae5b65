package io.kindling.driver.control;

import io.kindling.api.spi.JobProperties;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The properties that each thread of the application has in one session; a thread begins with those of the one that made it. Thread-safe. */
public final class LocalProperties {

    private final String session;
    private volatile Supplier<List<String>> pythonFiles = List::of;
    private final InheritableThreadLocal<Map<String, String>> properties = new InheritableThreadLocal<>();

    /** @param session whose jobs have them; the application's first is 0 */
    public LocalProperties(final int session) {
        this.session = session == 0 ? null : Integer.toString(session);
    }

    /** Says what the session has of Python files. Before the first job. */
    public void pythonFiles(final Supplier<List<String>> names) {
        pythonFiles = names;
    }

    /** What jobs have that the calling thread wants now; never changes. */
    public Map<String, String> ofJobs() {
        final Map<String, String> mine = current();
        final List<String> python = pythonFiles.get();
        final Map<String, String> all = new TreeMap<>(mine);
        put(all, JobProperties.SESSION, session); // or the thread could have its jobs counted as another session's
        put(all, JobProperties.PYTHON_FILES, python.isEmpty() ? null : String.join("\n", python));
        return all.equals(mine) ? mine : Collections.unmodifiableMap(all);
    }

    private static void put(final Map<String, String> properties, final String key, final String value) {
        if (value == null) {
            properties.remove(key);
        } else {
            properties.put(key, value);
        }
    }

    /** Those of the calling thread; never changes. */
    public Map<String, String> current() {
        final Map<String, String> mine = properties.get();
        return mine == null ? Map.of() : mine;
    }

    /** One of them; null removes it. */
    public void set(final String key, final String value) {
        final Map<String, String> next = new TreeMap<>(current());
        put(next, key, value);
        if (next.isEmpty()) {
            properties.remove();
        } else {
            properties.set(Collections.unmodifiableMap(next));
        }
    }

    /** The name of an operation, e.g. {@code map at WordCount.java:20}, with the place that the thread has given instead. */
    public String named(final String name) {
        final String site = current().get(JobProperties.CALL_SITE);
        final int at = name.indexOf(" at ");
        return site == null ? name : (at < 0 ? name : name.substring(0, at)) + " at " + site;
    }
}
