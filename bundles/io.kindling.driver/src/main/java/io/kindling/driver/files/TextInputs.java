package io.kindling.driver.files;

import io.kindling.api.KindlingException;
import io.kindling.protocol.stage.TextSplit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Cuts text files into splits, as Spark does it on a local file system. Blocks for as long as listing files takes. */
public final class TextInputs {

    /** A local file has no blocks; this is what Hadoop takes for one. */
    private static final long LARGEST = 32L << 20;
    /** The last split may be that much larger, rather than leave a tiny one. */
    private static final double SLOP = 1.1;

    private final InputFiles files;

    /** @param paths what paths mean */
    public TextInputs(final FilePaths paths) {
        files = new InputFiles(paths);
    }

    /**
     * The splits of every file that a path means, in the order of the files; none if it is an empty directory.
     *
     * @param minPartitions a wish; compressed files are never cut
     * @throws KindlingException if nothing is there
     */
    public List<TextSplit> splits(final String path, final int minPartitions) {
        final List<Path> found = files.find(path);
        final List<BasicFileAttributes> attributes = new ArrayList<>(found.size());
        long total = 0;
        for (final Path file : found) {
            final BasicFileAttributes attribute = attributes(file);
            attributes.add(attribute);
            total = Math.addExact(total, attribute.size());
        }
        final long size = Math.max(1, Math.min(LARGEST, total / Math.max(1, minPartitions)));
        final List<TextSplit> splits = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            cut(found.get(i), attributes.get(i), size, splits);
        }
        return splits;
    }

    private static void cut(final Path file, final BasicFileAttributes attributes, final long size, final List<TextSplit> splits) {
        final boolean gzip = file.toString().toLowerCase(Locale.ROOT).endsWith(".gz");
        final long length = attributes.size();
        long start = 0;
        while (!gzip && (length - start) / (double) size > SLOP) {
            splits.add(split(file, start, size, attributes, false));
            start += size;
        }
        if (start < length || length == 0) {
            splits.add(split(file, start, length - start, attributes, gzip));
        }
    }

    private static TextSplit split(final Path file, final long start, final long length, final BasicFileAttributes attributes, final boolean gzip) {
        return new TextSplit(file.toString(), start, length, attributes.size(), attributes.lastModifiedTime().toMillis(), gzip);
    }

    private static BasicFileAttributes attributes(final Path file) {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class);
        } catch (final IOException e) {
            throw new KindlingException("The input file " + file + " cannot be read: " + e, e);
        }
    }
}
