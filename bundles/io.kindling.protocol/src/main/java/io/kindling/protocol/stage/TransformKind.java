package io.kindling.protocol.stage;

/** What a transform does with its function. The numbers are on the wire. */
public enum TransformKind {
    /** {@code Function<T, R>}. */
    MAP(1),
    /** {@code Function<T, Boolean>}. */
    FILTER(2),
    /** {@code FlatMapFunction<T, R>}. */
    FLAT_MAP(3),
    /** {@code FlatMapFunction<Iterator<T>, R>}. */
    MAP_PARTITIONS(4),
    /** {@code PairFunction<T, K, V>}. */
    MAP_TO_PAIR(5),
    /** {@code PairFlatMapFunction<T, K, V>}. */
    FLAT_MAP_TO_PAIR(6),
    /** {@code Function<V, W>} on the value of a pair. */
    MAP_VALUES(7),
    /** {@code FlatMapFunction<V, W>} on the value of a pair. */
    FLAT_MAP_VALUES(8),
    /** The key of a pair; no function. */
    KEYS(9),
    /** The value of a pair; no function. */
    VALUES(10),
    /** {@code Function2<Integer, Iterator<T>, Iterator<R>>}; the records stay in their partitions. */
    MAP_PARTITIONS_WITH_INDEX(11),
    /** The same, and the records keep their keys. */
    MAP_PARTITIONS_KEEPING_KEYS(12);

    private final int number;

    TransformKind(final int number) {
        this.number = number;
    }

    /** The number on the wire. */
    public int number() {
        return number;
    }

    /** The kind with a number; IllegalArgumentException if there is none. */
    public static TransformKind of(final int number) {
        for (final TransformKind kind : values()) {
            if (kind.number == number) {
                return kind;
            }
        }
        throw new IllegalArgumentException("No transform has the number " + number);
    }
}
