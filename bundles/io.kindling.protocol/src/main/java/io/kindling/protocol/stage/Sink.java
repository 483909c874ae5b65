package io.kindling.protocol.stage;

/** Where the records of a stage's last operator go. */
public sealed interface Sink {

    /**
     * Into map outputs of a shuffle.
     *
     * @param shuffle      which one
     * @param partitioning where each record goes
     * @param combine      done by key before writing; never {@link Aggregator.Group}
     */
    record ShuffleWrite(int shuffle, Partitioning partitioning, Aggregator combine) implements Sink {
    }

    /** Result: the encoded records. */
    record Collect() implements Sink {
    }

    /** Result: one encoded Long. */
    record Count() implements Sink {
    }

    /** Result: one encoded record, or none for an empty partition. Function: {@code Function2<T, T, T>}. */
    record Reduce(FunctionBlob function) implements Sink {
    }

    /** Result: at most {@code limit} encoded records, the first ones. */
    record Take(int limit) implements Sink {
    }

    /** No result. Function: {@code VoidFunction<T>}. */
    record ForEach(FunctionBlob function) implements Sink {
    }

    /**
     * Writes each record's text as a line, UTF-8, to a file of this attempt's own.
     *
     * <p>Result: one encoded String, the name of the file within the directory.
     *
     * @param directory   the job's temporary directory; the driver moves what counts
     * @param compression as the compression bundle labels it; empty for none
     */
    record SaveText(String directory, String compression) implements Sink {

        /** Without compression. */
        public SaveText(final String directory) {
            this(directory, "");
        }
    }

    /**
     * Writes the encoded records to a file of this attempt's own, from which {@link FileFormat#OBJECTS} reads them.
     *
     * <p>Result: one encoded String, the name of the file within the directory.
     *
     * @param directory the job's temporary directory; the driver moves what counts
     * @param codec     the name of the codec that the records are compressed with, empty for none; the file says it too
     */
    record SaveObjects(String directory, String codec) implements Sink {

        /** Without compression. */
        public SaveObjects(final String directory) {
            this(directory, "");
        }
    }

    /**
     * A sample of the keys of pairs, for range partitioning.
     *
     * <p>Result: the encoded record (Long count of records, then up to {@code limit} keys).
     */
    record SampleKeys(int limit, long seed) implements Sink {
    }
}
