package io.kindling.driver.rdd;

import io.kindling.api.KindlingException;
import java.util.Comparator;

/** The keys' own order at the driver; says what to do about keys that have none. */
final class NaturalOrder<K> implements Comparator<K> {

    @Override
    @SuppressWarnings("unchecked")
    public int compare(final K here, final K there) {
        if (!(here instanceof Comparable) || there == null) {
            final Object culprit = here instanceof Comparable ? there : here;
            throw new KindlingException("sortByKey cannot sort keys of " + (culprit == null ? "null" : culprit.getClass().getName())
                    + ": they have no order of their own; use sortByKey with a comparator");
        }
        return ((Comparable<K>) here).compareTo(there);
    }
}
