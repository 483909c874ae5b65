package io.kindling.itests.application;

import java.util.function.Supplier;

/** A component that tasks use on executors. */
public final class Greeter implements Supplier<String> {

    @Override
    public String get() {
        return "hello";
    }
}
