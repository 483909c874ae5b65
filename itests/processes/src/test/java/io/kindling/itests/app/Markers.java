package io.kindling.itests.app;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A meeting point of tasks and tests, whatever process they are in: files in a folder, empty, each there once. Functions may hold it.
 *
 * @param folder a new one for each meeting
 */
public record Markers(String folder) implements Serializable {

    private static final long PATIENCE_SECONDS = 120;
    private static final long LOOK_MILLIS = 5;

    public static Markers at(final String folder) {
        return new Markers(folder);
    }

    /** Leaves a marker, if it is not there. */
    public void leave(final String marker) {
        final Path file = file(marker);
        try {
            Files.write(file, new byte[0]);
        } catch (final IOException e) {
            throw new UncheckedIOException("Cannot leave the marker " + file, e);
        }
    }

    /** Leaves {@code NAME-PID}. */
    void leaveOfProcess(final String name) {
        leave(name + "-" + ProcessHandle.current().pid());
    }

    /** Leaves {@code NAME-PID} and waits until the test has put down {@code NAME.go}. */
    public void meet(final String name) throws InterruptedException {
        leaveOfProcess(name);
        awaitGo(name);
    }

    /** Waits until the test lets those go that wait by this name. */
    public void awaitGo(final String name) throws InterruptedException {
        await(() -> Files.exists(file(name + ".go")), "to put down " + name + ".go");
    }

    /** Lets those go that wait by this name. */
    public void go(final String name) {
        leave(name + ".go");
    }

    /** Waits until there are so many markers. */
    public void awaitMarkers(final int count) throws InterruptedException {
        await(() -> markers().length >= count, "to leave " + count + " markers");
    }

    /** The names of the markers that there are. */
    public String[] markers() {
        return Path.of(folder).toFile().list();
    }

    private Path file(final String marker) {
        return Path.of(folder, marker);
    }

    private void await(final BooleanSupplier condition, final String what) throws InterruptedException {
        final long begin = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - begin > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
                throw new IllegalStateException("Waited " + PATIENCE_SECONDS + " s in vain for others " + what + "; there is " + String.join(", ", markers()));
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }
}
