package io.kindling.executor.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Where map outputs lie that outlive their executor. Whoever starts executors gives them a directory that all of an application on this host share,
 * and deletes it when the application is over.
 */
public final class SharedOutputs {

    /** The system property that names the directory. */
    public static final String DIRECTORY = "kindling.executor.outputs";

    private SharedOutputs() {
    }

    /** The directory, which only this user can enter; null if this process was given none. */
    public static Path directory() throws IOException {
        final String given = System.getProperty(DIRECTORY, "");
        if (given.isEmpty()) {
            return null;
        }
        final Path directory = Path.of(given).toAbsolutePath();
        return directory.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")))
                : Files.createDirectories(directory);
    }
}
