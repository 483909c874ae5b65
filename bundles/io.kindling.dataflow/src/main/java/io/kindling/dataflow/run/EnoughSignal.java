package io.kindling.dataflow.run;

/** Leaves a push loop early. No function of the application is on the stack between the sink and the source. */
final class EnoughSignal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    EnoughSignal() {
        super("enough", null, false, false);
    }
}
