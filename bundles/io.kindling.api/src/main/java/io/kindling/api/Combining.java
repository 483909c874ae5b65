package io.kindling.api;

import io.kindling.api.function.Function;
import io.kindling.api.function.Function2;

/** Combinations of values whose zero is null: nothing has been combined yet. */
final class Combining {

    private Combining() {
    }

    static <V, C> Function2<C, V, C> fold(final Function<V, C> create, final Function2<C, V, C> add) {
        return (combination, value) -> combination == null ? create.call(value) : add.call(combination, value);
    }

    static <C> Function2<C, C, C> combine(final Function2<C, C, C> combine) {
        return (first, second) -> first == null ? second : second == null ? first : combine.call(first, second);
    }
}
