package io.kindling.executor.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Where map outputs lie that outlive their executor. Whoever starts executors gives them a directory that those share which it starts
 * for one application on this host, and deletes it when the application is over.
 */
public final class SharedOutputs {

    /** The system property that names the directory. */
    public static final String DIRECTORY = "kindling.executor.outputs";

    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rwx------");

    private SharedOutputs() {
    }

    /**
     * The directory, which only this user can enter; null if this process was given none.
     *
     * @throws IOException if it cannot be made, or is there and others can enter it; says what to do
     */
    public static Path directory() throws IOException {
        final String given = System.getProperty(DIRECTORY, "");
        if (given.isEmpty()) {
            return null;
        }
        final Path directory = Path.of(given).toAbsolutePath();
        if (!directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return Files.createDirectories(directory);
        }
        Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(OWNER));
        final Set<PosixFilePermission> found = Files.getPosixFilePermissions(directory);
        if (!OWNER.containsAll(found)) { // it was there already
            throw new IOException("Other users can enter " + directory + " (" + PosixFilePermissions.toString(found) + "), where map outputs are to outlive"
                    + " executors (-D" + DIRECTORY + "): run `chmod 700 " + directory + "`, or let executors make it");
        }
        return directory;
    }
}
