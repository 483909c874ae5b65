package io.kindling.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/** Who may write to files whose code this process runs. */
final class WriteAccess {

    private static final Set<PosixFilePermission> OTHERS = Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    private WriteAccess() {
    }

    /** What is wrong with a file that must be this very user's and nobody else's to write, or null. */
    static String objectionAsOwn(final Path file) throws IOException {
        final String owner = Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).getName();
        return owner.equals(System.getProperty("user.name")) ? objection(file) : "belongs to " + owner;
    }

    /** What is wrong with a file that nobody but its owner may write, or null. */
    static String objection(final Path file) throws IOException {
        return Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains) ? "can be written by others" : null;
    }
}
