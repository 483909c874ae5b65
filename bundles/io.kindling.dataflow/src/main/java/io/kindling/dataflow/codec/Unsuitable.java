package io.kindling.dataflow.codec;

/** A record cannot be written by the codec's own formats: it goes through Java's serialisation as a whole. */
final class Unsuitable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Unsuitable(final String why) {
        super(why, null, false, false);
    }
}
