package io.kindling.executor.task;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.regex.Pattern;

/** A throwable of the application as text, whatever its methods do: they may throw, give null, run in circles or give megabytes. */
final class FailureText {

    private static final int MOST_BYTES = 64 << 10;
    private static final int MOST_MESSAGE = 8 << 10;
    private static final int MOST_SUMMARY = 1 << 10;
    private static final int MOST_FRAMES = 64;
    private static final int MOST_CAUSES = 16;

    private static final Pattern FULL = Pattern.compile("No space left on device|File too large|Disk quota exceeded");

    private FailureText() {
    }

    /** Class and message in one line. */
    static String summary(final Throwable error) {
        final String text = line(error).replaceAll("\\s*[\\r\\n]+\\s*", " ");
        final String advice = advice(error);
        return (text.length() > MOST_SUMMARY ? text.substring(0, MOST_SUMMARY) + "..." : text) + advice;
    }

    /** The trace with its causes, at most 64 KiB in UTF-8. */
    static String trace(final Throwable error) {
        final StringBuilder text = new StringBuilder();
        final Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Throwable each = error;
        for (int i = 0; each != null && i < MOST_CAUSES && text.length() < MOST_BYTES; i++) {
            text.append(i == 0 ? "" : "Caused by: ");
            if (!seen.add(each)) {
                text.append("[circular: ").append(each.getClass().getName()).append("]\n");
                break;
            }
            text.append(line(each)).append('\n');
            frames(each, text);
            each = cause(each);
        }
        return limit(text.toString());
    }

    /** The cause, or null also if it cannot be told. */
    static Throwable cause(final Throwable error) {
        try {
            return error.getCause();
        } catch (final Throwable e) {
            return null;
        }
    }

    private static String line(final Throwable error) {
        final String name = error.getClass().getName();
        String message;
        try {
            message = error.getLocalizedMessage();
        } catch (final Throwable e) {
            return name + ": (its message cannot be told: getMessage threw " + e.getClass().getName() + ")";
        }
        if (message != null && message.length() > MOST_MESSAGE) {
            message = message.substring(0, MOST_MESSAGE) + "... (" + message.length() + " characters)";
        }
        return message == null ? name : name + ": " + message;
    }

    private static void frames(final Throwable error, final StringBuilder text) {
        final StackTraceElement[] frames;
        try {
            frames = error.getStackTrace();
        } catch (final Throwable e) {
            return;
        }
        for (int i = 0; frames != null && i < frames.length; i++) {
            if (i == MOST_FRAMES) {
                text.append("\t... ").append(frames.length - MOST_FRAMES).append(" more\n");
                return;
            }
            text.append("\tat ").append(frames[i]).append('\n');
        }
    }

    private static String advice(final Throwable error) {
        if (error instanceof StackOverflowError) {
            return "; something calls itself without end, or is nested too deeply: use a loop or a list, or give threads a larger stack with"
                    + " -Xss8m among the kindling.executor.extraJavaOptions";
        }
        if (error instanceof OutOfMemoryError) {
            return "; give executors more with kindling.executor.memory, or use more partitions; -XX:+HeapDumpOnOutOfMemoryError and"
                    + " -XX:HeapDumpPath=DIRECTORY among the kindling.executor.extraJavaOptions show what the memory was used for";
        }
        if (error instanceof IOException && FULL.matcher(line(error)).find()) {
            return "; executors keep their files in the directories of kindling.local.dir: give these more room, or name more of them";
        }
        return error instanceof NoClassDefFoundError || error instanceof ClassNotFoundException
                ? "; the class is not among the application's artifacts: add its JAR with --jars or kindling.jars" : "";
    }

    private static String limit(final String text) {
        final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= MOST_BYTES) {
            return text;
        }
        int end = MOST_BYTES;
        while ((bytes[end] & 0xC0) == 0x80) {
            end--; // not within a character
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }
}
