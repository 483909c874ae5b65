package io.kindling.driver.rdd;

import java.util.List;

/** Names what the application does by where it does it. */
public final class CallSite {

    /** Not all of io.kindling: our own examples are applications. */
    private static final List<String> OURS = List.of("io.kindling.driver.", "io.kindling.api.", "io.kindling.embedded.", "jdk.");

    private CallSite() {
    }

    /** E.g. {@code map at WordCount.java:20}. */
    public static String of(final String operation) {
        return StackWalker.getInstance().walk(frames -> frames
                .filter(frame -> OURS.stream().noneMatch(frame.getClassName()::startsWith))
                .filter(frame -> !frame.getClassName().startsWith("java.") && !frame.getClassName().startsWith("com.sun.proxy."))
                .findFirst()
                .map(frame -> operation + " at " + place(frame))
                .orElse(operation));
    }

    private static String place(final StackWalker.StackFrame frame) {
        if (frame.getFileName() == null) {
            return frame.getClassName() + "." + frame.getMethodName();
        }
        return frame.getFileName() + (frame.getLineNumber() > 0 ? ":" + frame.getLineNumber() : "");
    }
}
