package io.kindling.itests.application;

/** In a jar within the bundle. */
public final class Embedded {

    @Override
    public String toString() {
        return "embedded";
    }
}
