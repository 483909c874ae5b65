package io.kindling.itests.cycles.application;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Some values of the application's own classes. */
public final class Sample implements Callable<Object> {

    private static final int VALUES = 5;
    private static final ThreadLocal<Grade> LAST = new ThreadLocal<>();

    @Override
    public Object call() {
        final List<Object> values = new ArrayList<>();
        for (long i = 0; i < VALUES; i++) {
            final Reading reading = new Reading("station " + i, Grade.of(i), i);
            LAST.set(reading.grade());
            values.add(reading);
        }
        return values;
    }
}
