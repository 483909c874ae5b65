package io.kindling.driver;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has been started and how it is ended, last started first; one failure does not keep the rest. One thread at a time. */
final class Closing {

    private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

    private final Deque<Step> steps = new ArrayDeque<>();

    /** Something has been started. */
    void push(final String what, final AutoCloseable end) {
        steps.push(new Step(what, end));
    }

    /** Ends everything. */
    void run() {
        while (!steps.isEmpty()) {
            final Step step = steps.pop();
            try {
                step.end.close();
            } catch (final Exception e) {
                LOG.warn("Could not end {}", step.what, e);
            }
        }
    }

    private record Step(String what, AutoCloseable end) {
    }
}
