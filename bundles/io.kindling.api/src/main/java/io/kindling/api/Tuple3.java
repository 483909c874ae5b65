package io.kindling.api;

import io.kindling.api.spi.TupleHash;
import java.io.Serializable;
import java.util.Objects;

/**
 * Three values. Prints as {@code (a,b,c)}.
 *
 * @param <T1> type of the first
 * @param <T2> type of the second
 * @param <T3> type of the third
 */
public final class Tuple3<T1, T2, T3> implements Serializable {

    private static final long serialVersionUID = 1L;

    /** The first value; may be null. */
    public final T1 _1;

    /** The second value; may be null. */
    public final T2 _2;

    /** The third value; may be null. */
    public final T3 _3;

    public Tuple3(final T1 first, final T2 second, final T3 third) {
        _1 = first;
        _2 = second;
        _3 = third;
    }

    /** The first value; may be null. */
    public T1 _1() {
        return _1;
    }

    /** The second value; may be null. */
    public T2 _2() {
        return _2;
    }

    /** The third value; may be null. */
    public T3 _3() {
        return _3;
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof Tuple3<?, ?, ?> that && Objects.equals(_1, that._1) && Objects.equals(_2, that._2) && Objects.equals(_3, that._3);
    }

    @Override
    public int hashCode() {
        return TupleHash.of(TupleHash.of(Objects.hashCode(_1), Objects.hashCode(_2)), Objects.hashCode(_3));
    }

    @Override
    public String toString() {
        return "(" + _1 + "," + _2 + "," + _3 + ")";
    }
}
