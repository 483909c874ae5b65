package io.kindling.driver.control;

import java.util.Collection;
import java.util.function.Predicate;

/** Keeps histories short. */
final class Bounded {

    private Bounded() {
    }

    /** Removes the first of those that match, until there are no more than {@code most} of them. */
    static <T> void dropFirst(final Collection<T> all, final Predicate<T> which, final int most) {
        final int[] left = {(int) all.stream().filter(which).count() - most};
        if (left[0] > 0) {
            all.removeIf(each -> which.test(each) && left[0]-- > 0);
        }
    }
}
