package io.kindling.executor;

import io.kindling.api.function.Function;

/** A function of an application; its class travels in a jar of its own. */
public final class Doubler implements Function<Integer, Integer> {

    private static final long serialVersionUID = 1L;

    private int calls;

    @Override
    public Integer call(final Integer value) {
        calls++;
        return value * 2 + calls;
    }
}
