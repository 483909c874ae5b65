package io.kindling.itests.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A meeting point of tasks and tests: files in a folder. */
public final class Markers {

    private static final long PATIENCE_NANOS = 60_000_000_000L;

    private final Path folder;

    private Markers(final Path folder) {
        this.folder = folder;
    }

    public static Markers at(final String folder) {
        return new Markers(Path.of(folder));
    }

    /** Leaves {@code NAME-PID}. */
    void leave(final String name) {
        try {
            Files.writeString(folder.resolve(name + "-" + ProcessHandle.current().pid()), "");
        } catch (final IOException e) {
            throw new IllegalStateException("Cannot leave a marker in " + folder, e);
        }
    }

    /** Leaves a marker and waits until the test has put down {@code NAME.go}. */
    public void meet(final String name) {
        leave(name);
        final long start = System.nanoTime();
        while (!Files.exists(folder.resolve(name + ".go"))) {
            if (System.nanoTime() - start > PATIENCE_NANOS) {
                throw new IllegalStateException("Nobody put down " + name + ".go");
            }
            try {
                Thread.sleep(5);
            } catch (final InterruptedException e) {
                throw new IllegalStateException("interrupted", e);
            }
        }
    }
}
