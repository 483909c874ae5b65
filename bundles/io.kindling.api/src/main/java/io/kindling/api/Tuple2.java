package io.kindling.api;

import io.kindling.api.spi.TupleHash;
import java.io.Serializable;
import java.util.Objects;

/**
 * A pair. Prints as {@code (a,b)}.
 *
 * @param <T1> type of the first
 * @param <T2> type of the second
 */
public final class Tuple2<T1, T2> implements Serializable {

    private static final long serialVersionUID = 1L;

    /** The first value; may be null. */
    public final T1 _1;

    /** The second value; may be null. */
    public final T2 _2;

    public Tuple2(final T1 first, final T2 second) {
        _1 = first;
        _2 = second;
    }

    /** The first value; may be null. */
    public T1 _1() {
        return _1;
    }

    /** The second value; may be null. */
    public T2 _2() {
        return _2;
    }

    /** The pair the other way round. */
    public Tuple2<T2, T1> swap() {
        return new Tuple2<>(_2, _1);
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof Tuple2<?, ?> that && Objects.equals(_1, that._1) && Objects.equals(_2, that._2);
    }

    @Override
    public int hashCode() {
        return TupleHash.of(Objects.hashCode(_1), Objects.hashCode(_2));
    }

    @Override
    public String toString() {
        return "(" + _1 + "," + _2 + ")";
    }
}
