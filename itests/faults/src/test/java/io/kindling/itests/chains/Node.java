package io.kindling.itests.chains;

import io.kindling.api.PairRdd;
import io.kindling.api.Rdd;

/**
 * A data set beside what it must hold.
 *
 * @param name what it is called in the program
 * @param rdd  the engine's; a {@link PairRdd} if its records are pairs and it is used as such
 */
record Node(String name, Rdd<Object> rdd, Model model) {

    @SuppressWarnings("unchecked")
    static <T> Rdd<Object> plain(final Rdd<T> rdd) {
        return (Rdd<Object>) rdd;
    }

    boolean isPairs() {
        return (Object) rdd instanceof PairRdd;
    }

    /** As the pairs that it is. */
    @SuppressWarnings("unchecked")
    PairRdd<Object, Object> pairs() {
        return (PairRdd<Object, Object>) (Object) rdd;
    }
}
