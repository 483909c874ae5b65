package io.kindling.executor.files;

import io.kindling.common.Clock;
import io.kindling.common.files.DataFiles;
import io.kindling.common.files.DataKey;
import io.kindling.storage.api.FileSpace;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One directory of this executor's own in each of the configured ones; only its user can enter. Files are spread over them and over
 * sub-directories. One that does not work is left out from then on, one that is full is used when all others are. Deleted at the end, with
 * those that killed executors of the same application have left beside them.
 * Thread-safe.
 */
public final class LocalDirectories implements FileSpace, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LocalDirectories.class);
    private static final int SUB_DIRECTORIES = 64;
    private static final long LEAST_SPACE = 8L << 20;
    private static final long FULL_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final List<Directory> directories;
    private final Clock clock;
    private final Space space;
    private final Consumer<String> unusable;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger names = new AtomicInteger();
    private volatile DataFiles dataFiles = DataFiles.STEADY;

    /** How much room there is at a place. */
    interface Space {

        long usable(Path directory) throws IOException;
    }

    private LocalDirectories(final List<Directory> directories, final Clock clock, final Space space, final Consumer<String> unusable) {
        this.directories = List.copyOf(directories);
        this.clock = clock;
        this.space = space;
        this.unusable = unusable;
    }

    /**
     * Makes them; passes over those where it is not possible, saying so.
     *
     * @param bases    where
     * @param prefix   of their names
     * @param unusable told once why, when none of them works any more
     * @throws NoLocalDirectoryException if it is possible nowhere
     */
    public static LocalDirectories create(final List<Path> bases, final String prefix, final Clock clock, final Consumer<String> unusable)
            throws NoLocalDirectoryException {
        return create(bases, prefix, clock, systemSpace(), unusable);
    }

    /** To find where a directory is mounted the JDK reads the whole table of mounts: once for each, not for each new file. */
    private static Space systemSpace() {
        final Map<Path, FileStore> stores = new ConcurrentHashMap<>();
        return directory -> {
            FileStore store = stores.get(directory);
            if (store == null) {
                store = Files.getFileStore(directory);
                stores.put(directory, store);
            }
            return store.getUsableSpace();
        };
    }

    static LocalDirectories create(final List<Path> bases, final String prefix, final Clock clock, final Space space, final Consumer<String> unusable)
            throws NoLocalDirectoryException {
        final List<Directory> made = new ArrayList<>();
        for (final Path base : bases) {
            try {
                Files.createDirectories(base);
                made.add(owned(Files.createTempDirectory(base, prefix), prefix));
            } catch (final IOException e) {
                LOG.warn("The local directory {} cannot be used: {}", base, e.toString());
            }
        }
        if (made.isEmpty()) {
            throw new NoLocalDirectoryException("None of the local directories " + bases + " can be written; set kindling.local.dir to one that can");
        }
        return new LocalDirectories(made, clock, space, unusable);
    }

    private static Directory owned(final Path path, final String prefix) throws IOException {
        try {
            return new Directory(path, Owner.of(path), prefix.substring(0, prefix.lastIndexOf('-', prefix.length() - 2) + 1));
        } catch (final IOException e) {
            delete(path); // also when the executor was told to end just now: an interrupt closes what locks
            throw e;
        }
    }

    /** Those that work. */
    public List<Path> all() {
        return directories.stream().filter(each -> !each.bad).map(each -> each.path).toList();
    }

    @Override
    public Path newFile(final String prefix) throws IOException {
        final String name = prefix + "-" + names.incrementAndGet();
        final int first = next.getAndIncrement();
        Path full = null;
        for (int i = 0; i < directories.size(); i++) {
            final Directory directory = directories.get(Math.floorMod(first + i, directories.size()));
            if (directory.bad) {
                continue;
            }
            try {
                final Path sub = sub(directory, name);
                if (!isFull(directory)) {
                    return sub.resolve(name);
                }
                full = full == null ? sub.resolve(name) : full;
            } catch (final IOException e) {
                leaveOut(directory, e);
            }
        }
        if (full == null) {
            throw new IOException("None of this executor's local directories works any more (kindling.local.dir)");
        }
        return full;
    }

    private static Path sub(final Directory directory, final String name) throws IOException {
        final Path sub = directory.path.resolve(Integer.toString(Math.floorMod(name.hashCode(), SUB_DIRECTORIES)));
        if (!Files.isDirectory(sub)) {
            try {
                Files.createDirectory(sub);
            } catch (final FileAlreadyExistsException e) {
                if (!Files.isDirectory(sub)) {
                    throw e; // else made at the same time
                }
            }
        }
        return sub;
    }

    private boolean isFull(final Directory directory) throws IOException {
        final long now = clock.nanoTime();
        return directory.fullSince != Long.MIN_VALUE && now - directory.fullSince < FULL_NANOS || space.usable(directory.path) < LEAST_SPACE;
    }

    /** The driver has said what files are sealed with: those that are opened from now on. */
    public void seal(final DataKey key) {
        dataFiles = key.over(DataFiles.STEADY);
    }

    @Override
    public DataFiles dataFiles() {
        return dataFiles;
    }

    @Override
    public void failed(final Path file, final IOException cause) {
        failed(List.of(file), cause);
    }

    /** As {@link #failed(Path, IOException)}, of whichever it was: each directory is looked at once. */
    public void failed(final Collection<Path> files, final IOException cause) {
        for (final Directory directory : directories) {
            if (!directory.bad && files.stream().anyMatch(file -> file.startsWith(directory.path))) {
                examine(directory, cause);
            }
        }
    }

    private void examine(final Directory directory, final IOException cause) {
        final boolean outOfSpace = String.valueOf(cause.getMessage()).contains("No space left");
        try {
            if (outOfSpace || space.usable(directory.path) < LEAST_SPACE) {
                LOG.warn("The local directory {} is full", directory.path);
                directory.fullSince = clock.nanoTime();
                return;
            }
            final Path probe = Files.createTempFile(directory.path, "probe", "");
            Files.write(probe, new byte[1]);
            Files.delete(probe);
        } catch (final IOException e) {
            leaveOut(directory, e);
        }
    }

    private void leaveOut(final Directory directory, final IOException cause) {
        synchronized (directory) {
            if (directory.bad) {
                return;
            }
            directory.bad = true;
        }
        LOG.warn("The local directory {} does not work any more and is left out from now on: {}", directory.path, cause.toString());
        if (directories.stream().allMatch(each -> each.bad)) {
            unusable.accept("none of the local directories " + directories.stream().map(each -> each.path.getParent()).toList()
                    + " works any more, the last failed with " + cause + "; see kindling.local.dir");
        }
    }

    @Override
    public void close() {
        for (final Directory directory : directories) {
            try {
                directory.owner.close();
                delete(directory.path);
                Owner.abandoned(directory.path.getParent(), directory.family).forEach(LocalDirectories::delete);
            } catch (final IOException e) {
                LOG.warn("Cannot look for what was left beside {}: {}", directory.path, e.toString());
            }
        }
    }

    private static void delete(final Path directory) {
        try {
            Files.walkFileTree(directory, new Deletion());
        } catch (final NoSuchFileException e) {
            LOG.debug("{} is gone already", directory);
        } catch (final IOException e) {
            LOG.warn("Cannot delete {}: {}", directory, e.toString());
        }
    }

    private static final class Directory {

        private final Path path;
        private final Owner owner;
        private final String family;
        private volatile boolean bad;
        private volatile long fullSince = Long.MIN_VALUE;

        /** @param family how the names of all directories of its application begin */
        Directory(final Path path, final Owner owner, final String family) {
            this.path = path;
            this.owner = owner;
            this.family = family;
        }
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {

        @Override
        public FileVisitResult visitFile(final Path file, final BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(final Path file, final IOException e) {
            return FileVisitResult.CONTINUE; // gone meanwhile; if not, its directory says so
        }

        @Override
        public FileVisitResult postVisitDirectory(final Path directory, final IOException e) throws IOException {
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
        }
    }
}
