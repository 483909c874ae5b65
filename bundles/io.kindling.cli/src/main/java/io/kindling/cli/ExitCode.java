package io.kindling.cli;

/** What the exit codes of {@code kindling} mean; an application's own {@code System.exit} code passes through. */
final class ExitCode {

    static final int OK = 0;
    /** The application threw, or a job of it failed. */
    static final int APPLICATION_FAILED = 1;
    /** The command line, a file or a setting is wrong; nothing was run. */
    static final int BAD_INPUT = 2;
    /** The application has run for longer than it may; the code of the command {@code timeout}, too. */
    static final int TIMED_OUT = 124;
    /** A fault of the runtime itself. */
    static final int INTERNAL = 70;

    private ExitCode() {
    }
}
