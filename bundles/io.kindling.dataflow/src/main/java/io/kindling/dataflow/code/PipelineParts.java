package io.kindling.dataflow.code;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.IdentityHashMap;
import java.util.Map;

/** Makes the parts of a pipeline for one task. Used by one thread. */
public final class PipelineParts {

    /** So many copies of one class in one pipeline, and no more. */
    private static final int MOST = 32;

    private final PipelineCode code;
    private final boolean own;
    private final Map<Class<?>, Integer> made = new IdentityHashMap<>();
    private final Map<Class<?>, Integer> mark = new IdentityHashMap<>();

    PipelineParts(final PipelineCode code, final boolean own) {
        this.code = code;
        this.own = own;
    }

    /** Whoever makes the same parts again and again, for one partition after the other, comes back to here each time. */
    public void mark() {
        mark.clear();
        mark.putAll(made);
    }

    /** The next parts are of the same classes as those that followed the mark. */
    public void reset() {
        made.clear();
        made.putAll(mark);
    }

    /**
     * A new part.
     *
     * @param type      what it is used as
     * @param template  a class of this bundle, no record, with one constructor, which uses nothing private of other classes.
     *                  What comes back is an object of it or of a copy of it, so nothing may name it but itself
     * @param arguments for the constructor
     */
    public <T> T make(final Class<T> type, final Class<? extends T> template, final Object... arguments) {
        final int number = own ? made.merge(template, 1, Integer::sum) : MOST;
        final Constructor<?> constructor = number < MOST ? code.own(template, number) : code.common(template);
        try {
            return type.cast(constructor.newInstance(arguments));
        } catch (final InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("A part of a pipeline cannot be made: " + template.getName(), e.getCause());
        } catch (final ReflectiveOperationException e) {
            throw new IllegalStateException("A part of a pipeline cannot be made: " + template.getName(), e);
        }
    }
}
