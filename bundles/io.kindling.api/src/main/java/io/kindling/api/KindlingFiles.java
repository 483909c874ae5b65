package io.kindling.api;

import io.kindling.api.spi.CurrentTask;
import io.kindling.api.spi.RunningTask;
import io.kindling.api.spi.SharedVariables;
import java.nio.file.Path;

/**
 * Where files are that {@link KindlingContext#addFile} has added. In a task: on its executor; the first task that asks fetches the file. At the driver:
 * the copies of the context that the calling thread has last added a file to, or opened with settings that name some.
 */
public final class KindlingFiles {

    private KindlingFiles() {
    }

    /**
     * The absolute path of a file, or of a directory that was added as a whole.
     *
     * @param name the file's, without directories
     * @throws KindlingException if it was not added, or cannot be fetched
     */
    public static String get(final String name) {
        final RunningTask task = CurrentTask.get();
        final Path path = task == null ? atDriver().file(name) : task.file(name);
        return path.toAbsolutePath().toString();
    }

    /** The absolute path of the directory with all files that were added until now. */
    public static String getRootDirectory() {
        final RunningTask task = CurrentTask.get();
        final Path path = task == null ? atDriver().filesDirectory() : task.filesDirectory();
        return path.toAbsolutePath().toString();
    }

    private static SharedVariables atDriver() {
        final SharedVariables context = CurrentTask.used();
        if (context == null) {
            throw new KindlingException("KindlingFiles knows the files of tasks, and at the driver those of the context to which the same thread has added"
                    + " one: this thread has added none");
        }
        return context;
    }
}
