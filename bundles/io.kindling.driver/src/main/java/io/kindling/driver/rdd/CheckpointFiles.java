package io.kindling.driver.rdd;

import io.kindling.api.KindlingException;
import io.kindling.driver.files.FileInputs;
import io.kindling.driver.files.FilePaths;
import io.kindling.driver.files.InputRules;
import io.kindling.plan.RddNode;
import io.kindling.protocol.stage.FileBatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of checkpoints: one for each partition; deleted when their data set is unreachable, if that is wanted. Thread-safe. */
final class CheckpointFiles {

    private static final Logger LOG = LoggerFactory.getLogger(CheckpointFiles.class);

    private static final String PART = "part-";

    private final boolean clean;
    private final FileInputs inputs = new FileInputs(new FilePaths(Path.of("")), new InputRules(false, false, false, 10)); // none of them may be left out
    private final ReferenceQueue<RddNode> unreachable = new ReferenceQueue<>();
    private final Set<Written> written = ConcurrentHashMap.newKeySet();

    /** @param clean whether files go when they cannot be used any more */
    CheckpointFiles(final boolean clean) {
        this.clean = clean;
    }

    /** What the tasks that read a checkpoint need, by partition. */
    List<FileBatch> partitions(final Path directory, final int partitions) {
        return inputs.each(IntStream.range(0, partitions).mapToObj(partition -> part(directory, partition)).toList());
    }

    /**
     * What the tasks need that read a checkpoint which somebody has written.
     *
     * @throws KindlingException if there is none, or a partition of it is missing
     */
    List<FileBatch> written(final Path directory) {
        final Set<Path> there = parts(directory);
        for (int i = 0; i < Math.max(1, there.size()); i++) {
            if (!there.contains(part(directory, i))) {
                throw new KindlingException(there.isEmpty() ? "There is no checkpoint in " + directory + ": it has no file " + part(directory, 0).getFileName()
                        + "; give the path that Rdd.getCheckpointFile said, which executors and driver must see"
                        : "The checkpoint in " + directory + " is not whole: of its partitions it has " + there.size() + " files, and none for number " + i + ", "
                        + part(directory, i).getFileName() + "; bring that file back, or make the data set and its checkpoint again");
            }
        }
        return partitions(directory, there.size());
    }

    private static Set<Path> parts(final Path directory) {
        if (!Files.isDirectory(directory)) {
            return Set.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith(PART)).collect(Collectors.toSet());
        } catch (final IOException | UncheckedIOException e) {
            throw new KindlingException("The checkpoint in " + directory + " cannot be read: " + e + "; the driver must be allowed to list it", e);
        }
    }

    private static Path part(final Path directory, final int partition) {
        return directory.resolve(String.format(Locale.ROOT, PART + "%05d", partition));
    }

    /** The checkpoint of a data set has been written. */
    void watch(final RddNode node, final Path directory) {
        if (clean) {
            written.add(new Written(node, unreachable, directory));
        }
    }

    /** Deletes what nobody can use any more. */
    void clean() {
        for (Reference<? extends RddNode> next; (next = unreachable.poll()) != null;) {
            written.remove((Written) next);
            delete(((Written) next).directory);
        }
    }

    private static void delete(final Path directory) {
        try (Stream<Path> all = Files.walk(directory)) {
            for (final Path path : new ArrayList<>(all.sorted(Comparator.reverseOrder()).toList())) {
                Files.deleteIfExists(path);
            }
        } catch (final IOException | UncheckedIOException e) {
            LOG.warn("The checkpoint {} is not needed any more and cannot be deleted: {}", directory, e.toString());
        }
    }

    private static final class Written extends PhantomReference<RddNode> {

        private final Path directory;

        Written(final RddNode node, final ReferenceQueue<RddNode> queue, final Path directory) {
            super(node, queue);
            this.directory = directory;
        }
    }
}
