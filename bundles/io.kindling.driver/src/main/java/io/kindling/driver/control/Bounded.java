package io.kindling.driver.control;

import java.util.Collection;
import java.util.Iterator;
import java.util.function.Predicate;

/** Keeps histories short. */
final class Bounded {

    private Bounded() {
    }

    /** Removes the first of those that match, until there are no more than {@code most} of them. */
    static <T> void dropFirst(final Collection<T> all, final Predicate<T> which, final int most) {
        if (all.size() <= most) {
            return;
        }
        int left = -most;
        for (final T each : all) {
            left += which.test(each) ? 1 : 0;
        }
        for (final Iterator<T> each = all.iterator(); left > 0; ) {
            if (which.test(each.next())) {
                each.remove();
                left--;
            }
        }
    }
}
