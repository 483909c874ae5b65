package io.kindling.cluster.standalone.join;

import java.io.IOException;

/** A master does not speak this build's protocol; the text names both versions. */
public final class HelloRefusedException extends IOException {

    private static final long serialVersionUID = 1L;

    public HelloRefusedException(final String message) {
        super(message);
    }
}
