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
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of checkpoints: one for each partition; deleted when their data set is unreachable, if that is wanted. Thread-safe. */
final class CheckpointFiles {

    private static final Logger LOG = LoggerFactory.getLogger(CheckpointFiles.class);

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
     * @throws KindlingException if there is none
     */
    List<FileBatch> written(final Path directory) {
        int partitions = 0;
        while (Files.isRegularFile(part(directory, partitions))) {
            partitions++;
        }
        if (partitions == 0) {
            throw new KindlingException("There is no checkpoint in " + directory + ": it has no file " + part(directory, 0).getFileName()
                    + "; give the path that Rdd.getCheckpointFile said, which executors and driver must see");
        }
        return partitions(directory, partitions);
    }

    private static Path part(final Path directory, final int partition) {
        return directory.resolve(String.format(Locale.ROOT, "part-%05d", partition));
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
