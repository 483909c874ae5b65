package io.kindling.events.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Directories and files that their owner alone can look into: names of jobs and texts of failures are the application's business. */
final class LogDirectory {

    private static final boolean POSIX = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private LogDirectory() {
    }

    /** The directory of one application, made now, with those above it if they are not there. */
    static Path create(final Path parent, final String application) throws IOException {
        Files.createDirectories(parent, permissions("rwx------"));
        return Files.createDirectory(parent.resolve(application), permissions("rwx------"));
    }

    static SeekableByteChannel newFile(final Path file) throws IOException {
        return FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), permissions("rw-------"));
    }

    private static FileAttribute<?>[] permissions(final String text) {
        return POSIX ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text))} : new FileAttribute<?>[0];
    }
}
