package io.kindling.driver.files;

import io.kindling.api.KindlingException;
import io.kindling.compression.FileCompression;
import io.kindling.protocol.stage.FileBatch;
import io.kindling.protocol.stage.TextSplit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Cuts files into splits, as Spark does it on a local file system. Blocks for as long as listing files takes. */
public final class FileInputs {

    /** A local file has no blocks; this is what Hadoop takes for one. */
    private static final long LARGEST = 32L << 20;
    /** What many small files read by one task have together, at the most. */
    private static final long LARGEST_BATCH = 128L << 20;
    /** What opening a file costs, in bytes read. */
    private static final long OPENING = 4L << 20;
    /** The last split may be that much larger, rather than leave a tiny one. */
    private static final double SLOP = 1.1;

    private final InputFiles files;
    private final InputRules rules;

    /** @param paths what paths mean */
    public FileInputs(final FilePaths paths, final InputRules rules) {
        files = new InputFiles(paths);
        this.rules = rules;
    }

    /** A file as it is now. */
    private record Found(Path path, long length, long modifiedMillis) {
    }

    /**
     * The splits of every file that a path means, in the order of the files; none if it is an empty directory.
     *
     * @param minPartitions a wish; compressed files are never cut
     * @throws KindlingException if nothing is there
     */
    public List<TextSplit> text(final String path, final int minPartitions) {
        final List<Found> found = found(path);
        final long size = Math.max(1, Math.min(LARGEST, total(found) / Math.max(1, minPartitions)));
        final List<TextSplit> splits = new ArrayList<>();
        for (final Found file : found) {
            final FileCompression compression = FileCompression.ofName(file.path().toString());
            if (file.length() > 0 || !rules.skipEmpty()) {
                cut(file, compression == null ? size : Math.max(1, file.length()), compression, splits);
            }
        }
        return splits;
    }

    /**
     * Whole files, several of them for one task.
     *
     * @param decompressed whether they are read as what they were before they were compressed
     */
    public List<FileBatch> whole(final String path, final int minPartitions, final boolean decompressed) {
        final List<Found> found = found(path);
        final long cost = Math.addExact(total(found), Math.multiplyExact(OPENING, found.size()));
        final long most = Math.min(LARGEST_BATCH, Math.max(OPENING, cost / Math.max(1, minPartitions)));
        final List<FileBatch> batches = new ArrayList<>();
        final List<TextSplit> open = new ArrayList<>();
        long filled = 0;
        for (final Found file : found) {
            final long next = file.length() + OPENING;
            if (!open.isEmpty() && filled + next > most) {
                batches.add(new FileBatch(0, open));
                open.clear();
                filled = 0;
            }
            open.add(split(file, 0, file.length(), decompressed ? FileCompression.ofName(file.path().toString()) : null));
            filled += next;
        }
        if (!open.isEmpty()) {
            batches.add(new FileBatch(0, open));
        }
        return batches;
    }

    /** Files of records of one length, cut between records. */
    public List<FileBatch> records(final String path, final int recordLength) {
        if (recordLength < 1) {
            throw new IllegalArgumentException("Records of " + recordLength + " bytes cannot be read; a record has at least 1");
        }
        final List<TextSplit> splits = new ArrayList<>();
        for (final Found file : found(path)) {
            if (file.length() % recordLength != 0) {
                throw new KindlingException("The input file " + file.path() + " has " + file.length() + " bytes, which is no multiple of the record length "
                        + recordLength);
            }
            if (file.length() > 0) {
                cut(file, Math.max(1, LARGEST / recordLength) * recordLength, null, splits);
            }
        }
        return splits.stream().map(split -> new FileBatch(recordLength, List.of(split))).toList();
    }

    /** Files that are each read by one task. */
    public List<FileBatch> each(final String path) {
        return found(path).stream().map(file -> new FileBatch(0, List.of(split(file, 0, file.length(), null)))).toList();
    }

    /** The same for files that are known. */
    public List<FileBatch> each(final List<Path> known) {
        return known.stream().map(FileInputs::look).map(file -> new FileBatch(0, List.of(split(file, 0, file.length(), null)))).toList();
    }

    private List<Found> found(final String path) {
        final List<Path> all = files.find(path);
        final Stream<Path> stream = all.size() > rules.parallelListing() ? all.parallelStream() : all.stream();
        return stream.map(FileInputs::look).toList();
    }

    private static long total(final List<Found> found) {
        long total = 0;
        for (final Found file : found) {
            total = Math.addExact(total, file.length());
        }
        return total;
    }

    private void cut(final Found file, final long size, final FileCompression compression, final List<TextSplit> splits) {
        long start = 0;
        while (compression == null && (file.length() - start) / (double) size > SLOP) {
            splits.add(split(file, start, size, null));
            start += size;
        }
        if (start < file.length() || file.length() == 0) {
            splits.add(split(file, start, file.length() - start, compression));
        }
    }

    private TextSplit split(final Found file, final long start, final long length, final FileCompression compression) {
        return new TextSplit(file.path().toString(), start, length, file.length(), file.modifiedMillis(),
                compression == null ? "" : compression.label(), rules.skipMissing(), rules.skipCorrupt());
    }

    private static Found look(final Path file) {
        try {
            final BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Found(file, attributes.size(), attributes.lastModifiedTime().toMillis());
        } catch (final IOException e) {
            throw new KindlingException("The input file " + file + " cannot be read: " + e, e);
        }
    }
}
