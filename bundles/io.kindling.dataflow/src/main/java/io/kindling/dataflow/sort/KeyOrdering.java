package io.kindling.dataflow.sort;

import io.kindling.dataflow.KeyPrefix;
import java.util.Comparator;

/**
 * The order in which keys are wanted.
 *
 * @param comparator says it; what it throws leaves a sort unchanged
 * @param natural    whether it is the keys' own order, or the reverse of it, for certain
 * @param ascending  of the keys' own order, if it is that
 */
public record KeyOrdering(Comparator<Object> comparator, boolean natural, boolean ascending) {

    /** 1 if the keys' prefixes are in this order for certain, -1 if in the reverse order, 0 if nothing is known. */
    int direction(final KeyPrefix.Kind kind) {
        // Bytes have no order of their own: their comparator is for the application to give, and to complain of.
        return !natural || kind == KeyPrefix.Kind.BYTES ? 0 : ascending ? 1 : -1;
    }
}
