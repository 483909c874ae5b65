package io.kindling.itests.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A control group of the kernel's, version 1, where this user may make one. */
public final class Cgroup implements AutoCloseable {

    private final Path folder;

    private Cgroup(final Path folder) {
        this.folder = folder;
    }

    /** One of a controller, or null where that is not possible. */
    public static Cgroup of(final String controller) {
        final Path parent = Path.of("/sys/fs/cgroup", controller);
        if (!Files.isWritable(parent.resolve("cgroup.procs"))) {
            return null;
        }
        try {
            return new Cgroup(Files.createDirectory(parent.resolve("kindling-" + ProcessHandle.current().pid() + "-" + System.nanoTime())));
        } catch (final IOException e) {
            return null;
        }
    }

    public Cgroup set(final String file, final long value) throws IOException {
        Files.writeString(folder.resolve(file), Long.toString(value));
        return this;
    }

    public Cgroup add(final long pid) throws IOException {
        Files.writeString(folder.resolve("cgroup.procs"), Long.toString(pid));
        return this;
    }

    @Override
    public void close() throws IOException {
        for (final String pid : Files.readAllLines(folder.resolve("cgroup.procs"))) {
            Files.writeString(folder.getParent().resolve("cgroup.procs"), pid);
        }
        Await.until("the control group is empty", 10, () -> {
            Files.delete(folder);
            return true;
        });
    }
}
