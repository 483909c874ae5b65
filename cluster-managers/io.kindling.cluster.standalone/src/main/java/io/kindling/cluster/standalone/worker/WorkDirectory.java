package io.kindling.cluster.standalone.worker;

import io.kindling.cluster.standalone.command.Trees;
import io.kindling.cluster.standalone.join.CredentialFiles;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * WORK/application/executor/ with what an executor wrote, and WORK/application/outputs-worker/ with what executors leave for others of the same worker.
 * Other workers may share WORK, so only what was made here is removed here. Used by the worker's file thread alone.
 */
final class WorkDirectory {

    private static final Logger LOG = LoggerFactory.getLogger(WorkDirectory.class);
    private static final int TAIL_BYTES = 8 * 1024;

    private final Path root;
    private final String worker;
    private final Map<String, Set<Path>> made = new ConcurrentHashMap<>();

    /** @param worker the worker's id, which versions of this bundle hand on */
    WorkDirectory(final Path root, final String worker) {
        this.root = root;
        this.worker = worker;
    }

    /** The directory of a new executor, for its owner alone, with its output files and a place for temporary files. */
    Path create(final String application, final int executor) throws IOException {
        final Path directory = of(root, application, executor);
        CredentialFiles.createDirectory(directory.resolve("tmp"));
        for (final String name : List.of("stdout", "stderr")) {
            final Path file = directory.resolve(name);
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        made.computeIfAbsent(application, a -> ConcurrentHashMap.newKeySet()).add(directory);
        return directory;
    }

    /** Where an executor is. */
    static Path of(final Path root, final String application, final int executor) {
        return root.resolve(application).resolve(Integer.toString(executor));
    }

    /** Where this worker's executors of an application leave what outlives them; made by those who do. They delete it if the worker is killed. */
    Path outputs(final String application) {
        return root.resolve(application).resolve("outputs-" + worker);
    }

    /** What was made here and is still to be removed, by application; another thread may ask once the file thread has ended. */
    Map<String, Set<Path>> made() {
        return made;
    }

    /** Takes over what an earlier worker on the same place made. */
    void takeOver(final Map<String, Set<Path>> earlier) {
        earlier.forEach((application, directories) -> made.computeIfAbsent(application, a -> ConcurrentHashMap.newKeySet()).addAll(directories));
    }

    /** The last lines of an executor's standard error. */
    static String tail(final Path directory) {
        try (RandomAccessFile file = new RandomAccessFile(directory.resolve("stderr").toFile(), "r")) {
            final long start = Math.max(0, file.length() - TAIL_BYTES);
            file.seek(start);
            final byte[] bytes = new byte[(int) (file.length() - start)];
            file.readFully(bytes);
            final String text = new String(bytes, StandardCharsets.UTF_8);
            return start == 0 ? text : text.substring(text.indexOf('\n') + 1);
        } catch (final IOException e) {
            return "(its standard error cannot be read: " + e.getMessage() + ")";
        }
    }

    /** An executor has ended: its output stays, the rest goes. What a good end wrote goes with the application. */
    void ended(final String application, final Path directory, final boolean failed) {
        clear(directory);
        if (failed) {
            made.computeIfPresent(application, (a, directories) -> {
                directories.remove(directory);
                return directories;
            });
        }
    }

    /** An application has ended: what failed executors wrote stays. */
    void ended(final String application) {
        final Set<Path> directories = made.remove(application);
        if (directories == null) {
            return;
        }
        directories.forEach(Trees::remove);
        Trees.remove(outputs(application));
        try {
            Files.deleteIfExists(root.resolve(application));
        } catch (final DirectoryNotEmptyException e) {
            LOG.debug("The logs of failed executors stay in {}", root.resolve(application));
        } catch (final IOException e) {
            LOG.warn("Cannot remove {}: {}", root.resolve(application), e.toString());
        }
    }

    /** Ends all applications but these. */
    void keepOnly(final Set<String> applications) {
        for (final String application : Set.copyOf(made.keySet())) {
            if (!applications.contains(application)) {
                ended(application);
            }
        }
    }

    /** The worker has ended, and its executors with it: what these have left goes. */
    void leave() {
        made.forEach((application, directories) -> {
            directories.forEach(WorkDirectory::clear);
            Trees.remove(outputs(application));
        });
    }

    private static void clear(final Path directory) {
        Trees.removeExcept(directory, file -> file.getParent().equals(directory) && isOutput(file));
    }

    private static boolean isOutput(final Path file) {
        final String name = file.getFileName().toString();
        return "stdout".equals(name) || "stderr".equals(name);
    }
}
