package io.kindling.dataflow.code;

import java.lang.reflect.Constructor;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The classes of one pipeline: the common ones at first, copies of its own from when it has turned out to be worth it.
 * A copy costs its definition and its compilation, which a short job would never earn back. Thread-safe.
 */
public final class PipelineCode {

    /** So many records make a pipeline hot. */
    private static final long HOT = 100_000;

    private final TemplateClasses templates;
    private final ConcurrentMap<Slot, Constructor<?>> own = new ConcurrentHashMap<>();
    private volatile long records;

    PipelineCode(final TemplateClasses templates) {
        this.templates = templates;
    }

    private record Slot(Class<?> template, int number) {
    }

    /** Tells how many records a task has taken through. Counts of tasks side by side may be lost: it is a hint. */
    public void ran(final long count) {
        if (records < HOT) {
            records += count;
        }
    }

    /** The parts for a task that begins now. */
    public PipelineParts open() {
        return new PipelineParts(this, records >= HOT);
    }

    Constructor<?> common(final Class<?> template) {
        return templates.constructor(template);
    }

    /** Of the copy for the n-th part of a kind. */
    Constructor<?> own(final Class<?> template, final int number) {
        return own.computeIfAbsent(new Slot(template, number), slot -> templates.copy(template));
    }
}
