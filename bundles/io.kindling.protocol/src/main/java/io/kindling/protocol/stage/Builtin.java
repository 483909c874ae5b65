package io.kindling.protocol.stage;

/** Functions that the runtime itself brings, so that none of its classes is ever shipped. The numbers are on the wire. */
public enum Builtin {
    /** x to (x, null); before a shuffle that removes duplicates. */
    PAIR_WITH_NULL(1),
    /** (k, v) to (k, 1L). */
    COUNT_ONE(2),
    /** Long + Long. */
    SUM_LONG(3),
    /** (a, b) to a. */
    FIRST_OF_TWO(4),
    /** A cogrouped pair of value lists to the pairs of their product; the inner join. */
    INNER_JOIN(5),
    /** Keys in their natural order. */
    NATURAL_ORDER(6);

    private final int number;

    Builtin(final int number) {
        this.number = number;
    }

    /** The number on the wire. */
    public int number() {
        return number;
    }

    /** The function with a number; IllegalArgumentException if there is none. */
    public static Builtin of(final int number) {
        for (final Builtin builtin : values()) {
            if (builtin.number == number) {
                return builtin;
            }
        }
        throw new IllegalArgumentException("No builtin function has the number " + number);
    }
}
