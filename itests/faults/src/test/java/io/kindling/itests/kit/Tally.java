package io.kindling.itests.kit;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Where tasks leave marks that tests read, and tests some that tasks wait for: files in a folder. */
public final class Tally implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    private final String folder;

    public Tally(final Path folder) {
        this.folder = folder.toString();
    }

    /** Leaves a mark; how many of that name there are then. */
    public int mark(final String name) {
        try {
            Files.createTempFile(Path.of(folder), name + "+", "+" + ProcessHandle.current().pid());
            return count(name);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many marks of a name there are. */
    public int count(final String name) {
        return marks(name).size();
    }

    /** The processes that have left marks of a name. */
    public List<Long> pids(final String name) {
        return marks(name).stream().map(mark -> Long.valueOf(mark.substring(mark.lastIndexOf('+') + 1))).distinct().toList();
    }

    private List<String> marks(final String name) {
        try (Stream<Path> files = Files.list(Path.of(folder))) {
            return files.map(file -> file.getFileName().toString()).filter(file -> file.startsWith(name + "+")).toList();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets tasks go on that wait for a name. */
    public void go(final String name) {
        try {
            Files.writeString(Path.of(folder, name + ".go"), "");
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Leaves a mark and waits until the test lets it go on. */
    public void meet(final String name) {
        mark(name);
        final long begin = System.nanoTime();
        while (!Files.exists(Path.of(folder, name + ".go"))) {
            if (System.nanoTime() - begin > PATIENCE_NANOS) {
                throw new IllegalStateException("Nobody lets " + name + " go on");
            }
            try {
                TimeUnit.MILLISECONDS.sleep(5);
            } catch (final InterruptedException e) {
                throw new IllegalStateException("interrupted while waiting for " + name, e);
            }
        }
    }
}
