package io.kindling.protocol.stage;

import java.util.List;

/**
 * One node of a stage's tree. Inputs are indexes into {@link StageSpec#operators()}, always smaller than the
 * operator's own. A source gets its partition's payload with each task.
 */
public sealed interface Operator {

    /** Records that the driver holds; payload: encoded records. */
    record CollectionSource() implements Operator {
    }

    /** Longs counted up; payload: {@link RangeSlice}. */
    record RangeSource() implements Operator {
    }

    /** Lines of text files; payload: {@link TextSplit}. */
    record TextSource() implements Operator {
    }

    /** Records of whole files or of files of records; payload: {@link FileBatch}. */
    record FileSource(FileFormat format) implements Operator {
    }

    /**
     * Nothing: what was here can only be taken from where it is kept, and fails with a reason if it is not.
     *
     * @param reason a sentence for the user
     */
    record LostSource(String reason) implements Operator {
    }

    /**
     * What a shuffle brought to this partition.
     *
     * @param shuffle    which one
     * @param aggregator what is done by key while reading
     * @param order      sorts by key if not null
     */
    record ShuffleRead(int shuffle, Aggregator aggregator, KeyOrder order) implements Operator {
    }

    /** A function applied record by record, or to the whole partition. */
    record Transform(TransformKind kind, int input, FunctionBlob function) implements Operator {
    }

    /**
     * Pairs of two inputs brought together by key: (key, (Iterable of here, Iterable of there)), both never null.
     *
     * @param inputs shuffle reads without aggregation, or inputs partitioned alike
     */
    record CoGroup(List<Integer> inputs) implements Operator {

        public CoGroup {
            inputs = List.copyOf(inputs);
        }
    }

    /**
     * The partitions of two inputs, pair by pair, through a function.
     *
     * @param left     an input
     * @param right    an input with as many partitions
     * @param function {@code FlatMapFunction2<Iterator<T>, Iterator<U>, R>}
     */
    record Zip(int left, int right, FunctionBlob function) implements Operator {
    }

    /**
     * Neighbouring partitions of an input as one. The sources below it get a {@link PayloadBundle}.
     *
     * @param input      the input
     * @param inputs     how many partitions it has
     * @param partitions how many there are now, not more
     */
    record Coalesce(int input, int inputs, int partitions) implements Operator {

        /** The first input partition of a partition; the last is before the first of the next one. */
        public static int first(final int inputs, final int partitions, final int partition) {
            return (int) ((long) partition * inputs / partitions);
        }
    }

    /**
     * Some of an input's partitions.
     *
     * @param input      the input
     * @param partitions by partition, which of the input's it is
     */
    record Pick(int input, List<Integer> partitions) implements Operator {

        public Pick {
            partitions = List.copyOf(partitions);
        }
    }

    /**
     * Every record of one input with every record of another, as pairs. Partition p has those of partition p / n of the left and
     * p % n of the right.
     *
     * @param left            an input
     * @param right           another
     * @param rightPartitions n
     */
    record Cartesian(int left, int right, int rightPartitions) implements Operator {
    }

    /**
     * The partitions of several inputs one after the other.
     *
     * @param inputs     the inputs
     * @param partitions how many partitions each has
     */
    record Union(List<Integer> inputs, List<Integer> partitions) implements Operator {

        public Union {
            inputs = List.copyOf(inputs);
            partitions = List.copyOf(partitions);
        }
    }

    /**
     * Keeps the input's partition in the executor's block store, and takes it from there when it is kept. May get a payload: which other
     * executors keep which of its partitions.
     *
     * @param input        the input
     * @param rdd          which data set it is
     * @param storageLevel in what way, e.g. {@code disk+memory+objects+x2}
     */
    record Cache(int input, int rdd, String storageLevel) implements Operator {
    }
}
