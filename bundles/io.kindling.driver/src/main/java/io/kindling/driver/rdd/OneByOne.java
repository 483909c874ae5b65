package io.kindling.driver.rdd;

import java.util.BitSet;
import java.util.function.BiConsumer;

/** Tells results of partitions one at a time, each once. Thread-safe: its lock is what makes it one at a time. */
final class OneByOne<U> {

    private final Shipping shipping;
    private final String name;
    private final BiConsumer<Integer, U> told;
    private final BitSet done = new BitSet();

    OneByOne(final Shipping shipping, final String name, final BiConsumer<Integer, U> told) {
        this.shipping = shipping;
        this.name = name;
        this.told = told;
    }

    @SuppressWarnings("unchecked")
    synchronized void tell(final int index, final byte[] result) {
        if (!done.get(index)) {
            done.set(index);
            told.accept(index, (U) shipping.decode(result, name).get(0));
        }
    }
}
