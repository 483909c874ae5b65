package io.kindling.protocol.stage;

/** What is done with the values of a key, before or after a shuffle. */
public sealed interface Aggregator {

    /** Nothing: records pass as they are. */
    record None() implements Aggregator {
    }

    /** Values become one by {@code Function2<V, V, V>}. */
    record Reduce(FunctionBlob function) implements Aggregator {
    }

    /**
     * Values are folded into a zero of another type.
     *
     * @param zero    the encoded zero value; every key gets a copy of its own
     * @param fold    {@code Function2<U, V, U>}
     * @param combine {@code Function2<U, U, U>}
     */
    record Fold(byte[] zero, FunctionBlob fold, FunctionBlob combine) implements Aggregator {
    }

    /** Values are collected; the result is an Iterable. Never before a shuffle. */
    record Group() implements Aggregator {
    }
}
