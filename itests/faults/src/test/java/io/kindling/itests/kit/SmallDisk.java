package io.kindling.itests.kit;

import java.io.IOException;
import java.nio.file.Path;

/** A file system in memory of a few MiB, where this user may mount one. */
public final class SmallDisk implements AutoCloseable {

    private final Path path;

    private SmallDisk(final Path path) {
        this.path = path;
    }

    /** One of so many MiB at an empty folder; null where that is not possible. */
    public static SmallDisk mount(final Path at, final int mebibytes) throws IOException {
        return run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", at.toString()) == 0 ? new SmallDisk(at) : null;
    }

    public Path path() {
        return path;
    }

    private static int run(final String... command) throws IOException {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() throws IOException {
        run("umount", "-l", path.toString());
    }
}
