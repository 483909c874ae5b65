package io.kindling.api;

import io.kindling.api.spi.JobProperties;
import io.kindling.api.spi.RunningTask;
import java.io.File;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Where the programs that a task starts find the Python files that the application has added. Used on the task's thread; waits for files that are not there yet. */
final class PythonPath {

    private static final String VARIABLE = "PYTHONPATH";

    private final RunningTask task;

    PythonPath(final RunningTask task) {
        this.task = task;
    }

    /**
     * Lets a program's environment name them, before what it names already.
     *
     * @throws KindlingException if one cannot be fetched
     */
    void addTo(final Map<String, String> environment) {
        final String names = task.context().getLocalProperty(JobProperties.PYTHON_FILES);
        if (names == null) {
            return;
        }
        final Set<String> places = new LinkedHashSet<>();
        names.lines().forEach(name -> places.add(place(name).toAbsolutePath().toString()));
        final String before = environment.get(VARIABLE);
        if (before != null && !before.isEmpty()) {
            places.add(before);
        }
        environment.put(VARIABLE, String.join(File.pathSeparator, places));
    }

    /** Python looks for modules in directories and in archives. */
    private Path place(final String name) {
        final Path file = task.file(name);
        return name.endsWith(".py") ? file.getParent() : file;
    }
}
