package io.kindling.itests.cycles.application;

/** A task of the application fails with it. */
final class BadReadingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BadReadingException(final Reading reading) {
        super("bad reading " + reading);
    }
}
