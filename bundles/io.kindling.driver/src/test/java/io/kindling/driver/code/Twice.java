package io.kindling.driver.code;

import io.kindling.api.function.Function;

/** A function of an application, put into a jar by the test. */
public final class Twice implements Function<Integer, Integer> {

    private static final long serialVersionUID = 1L;

    @Override
    public Integer call(final Integer x) {
        return 2 * x;
    }
}
