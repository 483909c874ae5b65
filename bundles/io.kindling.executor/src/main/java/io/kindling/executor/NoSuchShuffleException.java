package io.kindling.executor;

import java.io.IOException;

/** The shuffle that the application chose is not installed where its executor is. */
final class NoSuchShuffleException extends IOException {

    private static final long serialVersionUID = 1L;

    NoSuchShuffleException(final String message) {
        super(message);
    }
}
