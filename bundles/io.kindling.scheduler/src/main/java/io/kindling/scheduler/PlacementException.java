package io.kindling.scheduler;

/** A policy or constraint that somebody plugged in failed; the message names it. */
final class PlacementException extends Exception {

    PlacementException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
