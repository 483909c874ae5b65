package io.kindling.itests.processes;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Reads all files below some directories again and again, as long as it is open, and notes in which kinds of them a text stands; those that have not
 * changed since it has read them once.
 */
final class DiskScan implements AutoCloseable {

    private static final int PART = 1 << 20;

    private static final long PAUSE_MILLIS = 20;

    private final Path root;
    private final byte[] text;
    private final Set<String> kinds = new ConcurrentSkipListSet<>();
    private final Set<String> found = new ConcurrentSkipListSet<>();
    private final Map<Path, State> read = new HashMap<>(); // the thread's own
    private final Thread thread = new Thread(this::run, "disk-scan");
    private final CountDownLatch closed = new CountDownLatch(1);

    /** Over a directory, and what there is of the runtime where temporary files lie. */
    DiskScan(final Path root, final String text) {
        this.root = root;
        this.text = text.getBytes(StandardCharsets.US_ASCII);
        thread.start();
    }

    /** Beginnings of the names of files that had something in them, below the directory: where temporary files lie, other applications may have theirs. */
    Set<String> kinds() {
        return kinds;
    }

    /** Those in which the text stood. */
    Set<String> found() {
        return found;
    }

    private void run() {
        try {
            while (!closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        final List<Path> roots = new ArrayList<>(List.of(root));
        try (DirectoryStream<Path> own = Files.newDirectoryStream(Path.of(System.getProperty("java.io.tmpdir")), "kindling-*")) {
            own.forEach(roots::add);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        for (final Path each : roots) {
            try (Stream<Path> files = Files.walk(each)) {
                files.filter(Files::isRegularFile).forEach(file -> look(file, each.equals(root)));
            } catch (final IOException | UncheckedIOException e) {
                continue; // something was deleted meanwhile
            }
        }
    }

    /** What a file is known to be unchanged by. */
    private record State(Object key, long size, FileTime modified) {

        static State of(final Path file) throws IOException {
            final BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new State(attributes.fileKey(), attributes.size(), attributes.lastModifiedTime());
        }
    }

    private void look(final Path file, final boolean own) {
        final String name = file.getFileName().toString();
        final String kind = name.contains(".spill-") ? "map spill" : name.replaceAll("[-_.0-9].*", "");
        final String old = new String(text, StandardCharsets.ISO_8859_1);
        try (InputStream in = Files.newInputStream(file)) {
            final State state = State.of(file); // before it is read: what comes meanwhile is read the next time
            if (state.equals(read.get(file))) {
                return;
            }
            String end = "";
            for (byte[] part; (part = in.readNBytes(PART)).length > 0;) {
                if (own) {
                    kinds.add(kind);
                }
                final String all = end + new String(part, StandardCharsets.ISO_8859_1);
                if (all.contains(old)) {
                    found.add(kind);
                    break;
                }
                end = all.substring(Math.max(0, all.length() - text.length));
            }
            read.put(file, state);
        } catch (final IOException e) {
            return; // deleted meanwhile
        }
    }

    @Override
    public void close() throws InterruptedException {
        closed.countDown();
        thread.join();
    }
}
