package io.kindling.driver.files;

import io.kindling.api.KindlingException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The output directory of one job. Attempts write into {@code work} under a temporary directory beside the target; what
 * counts is moved to {@code out}, and that becomes the target in one step. An attempt that nobody wants any more can
 * only write where nobody looks. One caller's thread at a time; {@link #abort} may come from any.
 */
public final class TextOutput {

    private static final Logger LOG = LoggerFactory.getLogger(TextOutput.class);
    private static final int DELETE_TRIES = 5;

    private final Path target;
    private final Path base;
    private final Path work;
    private final Path out;

    private TextOutput(final Path target, final Path base) {
        this.target = target;
        this.base = base;
        work = base.resolve("work");
        out = base.resolve("out");
    }

    /**
     * Prepares the output.
     *
     * @throws KindlingException if the target exists, or nothing can be written beside it
     */
    public static TextOutput create(final FilePaths paths, final String directory) {
        final Path target = Path.of(paths.absolute(directory)).normalize();
        if (target.getParent() == null) {
            throw new KindlingException("The output directory must not be " + target);
        }
        refuseExisting(target);
        final TextOutput output = new TextOutput(target, target.resolveSibling("." + target.getFileName() + ".kindling-" + UUID.randomUUID()));
        try {
            Files.createDirectories(target.getParent());
            Files.createDirectory(output.base);
            Files.createDirectory(output.work);
            Files.createDirectory(output.out);
        } catch (final IOException e) {
            output.abort();
            throw new KindlingException("The output directory " + target + " cannot be made: " + e, e);
        }
        return output;
    }

    /** Where attempts write. */
    public Path workDirectory() {
        return work;
    }

    /**
     * Makes the output appear.
     *
     * @param files by partition, the name of the file that counts within the work directory
     */
    public void commit(final List<String> files) {
        try {
            for (int partition = 0; partition < files.size(); partition++) {
                final Path winner = work.resolve(files.get(partition)).normalize();
                // A name and no path, and no link: an attempt may run as another user than the driver, who sees more.
                if (!work.equals(winner.getParent()) || !Files.isRegularFile(winner, LinkOption.NOFOLLOW_LINKS)) {
                    throw new KindlingException("The output of partition " + partition + " is no file in its directory: " + files.get(partition));
                }
                Files.move(winner, out.resolve(String.format(Locale.ROOT, "part-%05d%s", partition, ending(winner))), StandardCopyOption.ATOMIC_MOVE);
            }
            Files.createFile(out.resolve("_SUCCESS"));
            refuseExisting(target);
            Files.move(out, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (final IOException e) {
            throw new KindlingException("The output cannot be moved to " + target + ": " + e, e);
        }
        abort();
    }

    /** What tells the compression of a file, with its dot; empty if it is not compressed. */
    private static String ending(final Path file) {
        final String name = file.getFileName().toString();
        final int dot = name.indexOf('.');
        return dot < 0 ? "" : name.substring(dot);
    }

    /** Removes everything but the finished output; harmless when there is nothing left. */
    public void abort() {
        for (int i = 0; i < DELETE_TRIES && Files.exists(base, LinkOption.NOFOLLOW_LINKS); i++) {
            deleteOnce();
        }
    }

    /** A late attempt may add a file meanwhile; then the directory is not empty and the next try takes it too. */
    private void deleteOnce() {
        try {
            Files.walkFileTree(base, new SimpleFileVisitor<>() {

                @Override
                public FileVisitResult visitFile(final Path file, final BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(final Path file, final IOException e) {
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(final Path directory, final IOException e) throws IOException {
                    Files.deleteIfExists(directory);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (final IOException e) {
            LOG.debug("{} is not gone yet", base, e);
        }
    }

    private static void refuseExisting(final Path target) {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new KindlingException("The output directory " + target + " exists already: remove it or choose another one");
        }
    }
}
