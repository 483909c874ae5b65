package io.kindling.api;

import io.kindling.api.spi.ContextBackend;
import java.util.List;

/** Where the data sets of a context begin. */
abstract class InputContext extends BackedContext {

    InputContext(final ContextBackend backend) {
        super(backend);
    }

    /** How many partitions a file is cut into at least if nothing else is said: {@link #defaultParallelism()}, at most 2. */
    public int defaultMinPartitions() {
        return Math.min(driver().defaultParallelism(), 2);
    }

    /** How many partitions a data set gets if nothing else is said: the slots of the cluster, at least two unless tasks run in this JVM. */
    public int defaultParallelism() {
        return driver().defaultParallelism();
    }

    /** A data set of the values of a list, in {@link #defaultParallelism()} partitions. */
    public <T> Rdd<T> parallelize(final List<T> values) {
        return parallelize(values, driver().defaultParallelism());
    }

    /**
     * A data set of the values of a list.
     *
     * @param partitions at least 1
     */
    public <T> Rdd<T> parallelize(final List<T> values, final int partitions) {
        return driver().parallelize(values, partitions);
    }

    /**
     * A data set with a partition for each value, which is computed where the application wants it if an executor there has a slot free, else anywhere.
     * What comes of it by {@code map}, {@code flatMap} and the like is computed there too: a value can say what is to be read, e.g. a part of something
     * that lies on some hosts.
     *
     * @param values each with the hosts that are best for it, named as executors tell theirs; none if it is the same where
     */
    public <T> Rdd<T> makeRDD(final List<Tuple2<T, List<String>>> values) {
        return driver().parallelizeAt(values.stream().map(Tuple2::_1).toList(), values.stream().map(each -> each._2() == null ? List.<String>of() : each._2()).toList());
    }

    /** A data set of pairs, in {@link #defaultParallelism()} partitions. */
    public <K, V> PairRdd<K, V> parallelizePairs(final List<Tuple2<K, V>> pairs) {
        return parallelizePairs(pairs, driver().defaultParallelism());
    }

    /** A data set of pairs. */
    public <K, V> PairRdd<K, V> parallelizePairs(final List<Tuple2<K, V>> pairs, final int partitions) {
        return driver().parallelizePairs(pairs, partitions);
    }

    /** The numbers from {@code start} to before {@code end}, one by one. */
    public Rdd<Long> range(final long start, final long end) {
        return range(start, end, 1, driver().defaultParallelism());
    }

    /**
     * The numbers from {@code start} to before {@code end}, {@code step} apart.
     *
     * @param step not zero; may be negative
     */
    public Rdd<Long> range(final long start, final long end, final long step, final int partitions) {
        return driver().range(start, end, step, partitions);
    }

    /** A data set without records or partitions. */
    public <T> Rdd<T> emptyRDD() {
        return driver().emptyRdd();
    }

    /** A data set of numbers, in {@link #defaultParallelism()} partitions. */
    public DoubleRdd parallelizeDoubles(final List<Double> values) {
        return parallelizeDoubles(values, driver().defaultParallelism());
    }

    /** A data set of numbers. */
    public DoubleRdd parallelizeDoubles(final List<Double> values, final int partitions) {
        return driver().parallelizeDoubles(values, partitions);
    }

    /** The records of several data sets, duplicates kept. */
    @SafeVarargs
    public final <T> Rdd<T> union(final Rdd<T>... rdds) {
        return driver().union(List.of(rdds));
    }

    /** The pairs of several data sets, duplicates kept. */
    @SafeVarargs
    public final <K, V> PairRdd<K, V> union(final PairRdd<K, V>... rdds) {
        return driver().unionPairs(List.of(rdds));
    }

    /** The numbers of several data sets, duplicates kept. */
    public DoubleRdd union(final DoubleRdd... rdds) {
        return driver().unionDoubles(List.of(rdds));
    }

    /** The lines of text files, in at least two partitions (fewer for tiny or compressed files). */
    public Rdd<String> textFile(final String path) {
        return textFile(path, defaultMinPartitions());
    }

    /**
     * The lines of text files, UTF-8. A line ends with LF, CR LF or CR. Files whose names end in {@code .gz}, {@code .bz2}, {@code .zst},
     * {@code .lz4}, {@code .sz}, {@code .snappy} (frames), {@code .lzf} or {@code .deflate} are decompressed, each by one task. A file that changes
     * between here and its last line fails the job.
     *
     * @param path          a file, a directory, or a glob; {@code file:} URIs too; several of them with commas between
     * @param minPartitions a wish
     * @throws KindlingException if nothing is there
     */
    public Rdd<String> textFile(final String path, final int minPartitions) {
        return driver().textFile(path, minPartitions);
    }

    /** The text of whole files by their paths, see {@link #wholeTextFiles(String, int)}. */
    public PairRdd<String, String> wholeTextFiles(final String path) {
        return wholeTextFiles(path, defaultMinPartitions());
    }

    /**
     * The text of whole files, UTF-8, decompressed as with {@link #textFile(String, int)}, by their paths with {@code file:} before them. For
     * small files: many are read by one task, and each must fit its memory.
     *
     * @param path          as with {@link #textFile(String, int)}
     * @param minPartitions a wish
     * @throws KindlingException if nothing is there
     */
    public PairRdd<String, String> wholeTextFiles(final String path, final int minPartitions) {
        return driver().wholeTextFiles(path, minPartitions);
    }

    /** Whole files by their paths, see {@link #binaryFiles(String, int)}. */
    public PairRdd<String, PortableDataStream> binaryFiles(final String path) {
        return binaryFiles(path, defaultMinPartitions());
    }

    /**
     * Whole files, not read and not decompressed yet, by their paths with {@code file:} before them.
     *
     * @param path          as with {@link #textFile(String, int)}
     * @param minPartitions a wish
     * @throws KindlingException if nothing is there
     */
    public PairRdd<String, PortableDataStream> binaryFiles(final String path, final int minPartitions) {
        return driver().binaryFiles(path, minPartitions);
    }

    /**
     * The records of files that are nothing but records of one length.
     *
     * @param path         as with {@link #textFile(String, int)}
     * @param recordLength in bytes
     * @throws KindlingException if nothing is there, or the length of a file is no multiple of that of a record
     */
    public Rdd<byte[]> binaryRecords(final String path, final int recordLength) {
        return driver().binaryRecords(path, recordLength);
    }

    /** What {@link Rdd#saveAsObjectFile} saved. */
    public <T> Rdd<T> objectFile(final String path) {
        return objectFile(path, defaultMinPartitions());
    }

    /**
     * What {@link Rdd#saveAsObjectFile} saved, a partition for each file.
     *
     * @param path          as with {@link #textFile(String, int)}
     * @param minPartitions is not needed; there as in Spark
     * @throws KindlingException if nothing is there
     */
    public <T> Rdd<T> objectFile(final String path, final int minPartitions) {
        return driver().objectFile(path, minPartitions);
    }

    /**
     * A data set that was written by a checkpoint, of this application or another one, with the partitions that it had. It belongs to no data set that is
     * reachable any more, so {@code kindling.cleaner.referenceTracking.cleanCheckpoints} must have been off where it was written.
     *
     * @param path what {@link Rdd#getCheckpointFile} said
     * @throws KindlingException if there is no such checkpoint
     */
    public <T> Rdd<T> checkpointFile(final String path) {
        return driver().checkpointFile(path);
    }
}
