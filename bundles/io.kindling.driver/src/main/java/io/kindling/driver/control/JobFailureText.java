package io.kindling.driver.control;

import io.kindling.api.JobFailedException;
import io.kindling.scheduler.api.JobFailure;

/** Makes one readable message of everything that is known about a job's failure. */
final class JobFailureText {

    private JobFailureText() {
    }

    static JobFailedException exception(final JobFailure failure) {
        final String cause = trimmed(failure.cause());
        final StringBuilder text = new StringBuilder(cause.startsWith("The job ") ? "" : "The job failed: ").append(cause);
        final String where = where(failure);
        if (!where.isEmpty()) {
            text.append(" [").append(where).append(']');
        }
        if (failure.hint() != null && !failure.hint().isBlank()) {
            final String hint = trimmed(failure.hint());
            final boolean key = hint.startsWith("kindling.");
            text.append(". ").append(key ? hint : Character.toUpperCase(hint.charAt(0)) + hint.substring(1));
        }
        return new JobFailedException(text.toString(), failure.detail());
    }

    private static String where(final JobFailure failure) {
        final StringBuilder where = new StringBuilder();
        if (failure.stage() != null) {
            append(where, "stage " + failure.stage() + (failure.stageName() == null ? "" : " (" + failure.stageName() + ")"));
        }
        if (failure.partition() >= 0) {
            append(where, "partition " + failure.partition());
        }
        if (failure.attempt() >= 0) {
            append(where, "attempt " + failure.attempt());
        }
        if (failure.executor() != null) {
            append(where, "executor " + failure.executor() + (failure.host() == null ? "" : " on " + failure.host()));
        }
        return where.toString();
    }

    private static void append(final StringBuilder where, final String part) {
        where.append(where.isEmpty() ? "" : ", ").append(part);
    }

    private static String trimmed(final String text) {
        final String line = text == null ? "the cause is not known" : text.strip();
        return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
    }
}
