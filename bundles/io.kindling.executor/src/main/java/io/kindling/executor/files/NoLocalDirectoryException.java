package io.kindling.executor.files;

import java.io.IOException;

/** No local directory can be used: this executor can do nothing. Its message is a sentence for the user. */
public final class NoLocalDirectoryException extends IOException {

    private static final long serialVersionUID = 1L;

    NoLocalDirectoryException(final String message) {
        super(message);
    }
}
