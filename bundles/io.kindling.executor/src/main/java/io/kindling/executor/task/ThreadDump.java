package io.kindling.executor.task;

import java.util.Map;

/** What threads are at, for a log. */
public final class ThreadDump {

    private static final int MOST_FRAMES = 64;
    private static final int MOST_CHARACTERS = 64 << 10;

    private ThreadDump() {
    }

    /** One thread; "has no thread" if it is null. */
    public static String of(final Thread thread) {
        if (thread == null) {
            return "\tit has no thread";
        }
        final StringBuilder text = new StringBuilder();
        append(thread, thread.getStackTrace(), text);
        return text.toString();
    }

    /** All threads of the JVM, the given one first. */
    public static String ofAll(final Thread first) {
        final StringBuilder text = new StringBuilder(of(first));
        for (final Map.Entry<Thread, StackTraceElement[]> each : Thread.getAllStackTraces().entrySet()) {
            if (each.getKey() != first && text.length() < MOST_CHARACTERS) {
                append(each.getKey(), each.getValue(), text.append('\n'));
            }
        }
        return text.toString();
    }

    private static void append(final Thread thread, final StackTraceElement[] frames, final StringBuilder text) {
        text.append("\t\"").append(thread.getName()).append("\" ").append(thread.getState());
        for (int i = 0; i < Math.min(frames.length, MOST_FRAMES); i++) {
            text.append("\n\t\tat ").append(frames[i]);
        }
    }
}
