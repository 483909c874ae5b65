package io.kindling.api;

import io.kindling.api.spi.CurrentTask;
import io.kindling.api.spi.RunningTask;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;

/**
 * A value that tasks add to and the driver reads. Made at the driver and registered with {@link KindlingContext#register}; a function that uses it
 * takes a zeroed copy to each task attempt, and what attempts have gathered is merged at the driver.
 *
 * <p>What tasks of an action's last stage add is counted once for each partition, whatever is tried again, speculated or lost, and all of it is there
 * when the action returns. What tasks before a shuffle add is counted once for each map output, so again if a map output must be made again.
 * Attempts that fail count nothing. Not thread-safe unless a subclass is: each attempt has its own copy.
 *
 * @param <IN>  what is added
 * @param <OUT> what is read
 */
public abstract class AccumulatorV2<IN, OUT> implements Serializable {

    private static final long serialVersionUID = 1L;

    private String application;
    private String name;
    private long id = -1;
    private boolean atDriver = true;

    /** Not registered yet. */
    protected AccumulatorV2() {
        // Registered by the context.
    }

    final void register(final String with, final long number, final String called) {
        if (isRegistered()) {
            throw new IllegalStateException(this + " is registered already: an accumulator belongs to one context, once");
        }
        application = with;
        id = number;
        name = called;
    }

    /** Whether it belongs to a context. */
    public final boolean isRegistered() {
        return id >= 0;
    }

    /** Its number in the application. */
    public final long id() {
        if (!isRegistered()) {
            throw new IllegalStateException("An accumulator has no id before it is registered with KindlingContext.register");
        }
        return id;
    }

    /** What it is called; empty if it has no name. */
    public final Optional<String> name() {
        return Optional.ofNullable(name);
    }

    /** The id of the application whose accumulator it is; null before it is registered. */
    public final String application() {
        return application;
    }

    /** Whether nothing has been added. */
    public abstract boolean isZero();

    /** Another one with the same value. */
    public abstract AccumulatorV2<IN, OUT> copy();

    /** Another one with nothing in it. */
    public AccumulatorV2<IN, OUT> copyAndReset() {
        final AccumulatorV2<IN, OUT> copy = copy();
        copy.reset();
        return copy;
    }

    /** Takes everything out. */
    public abstract void reset();

    /** Adds to it. */
    public abstract void add(IN value);

    /** Adds what another one of the same type has. */
    public abstract void merge(AccumulatorV2<IN, OUT> other);

    /** What it has: at the driver what has been merged, in a task what this attempt has added. */
    public abstract OUT value();

    /** Without their values, which are the application's own affair. */
    final UnsupportedOperationException notMergeable(final AccumulatorV2<?, ?> other) {
        return new UnsupportedOperationException("The " + getClass().getName() + (name == null ? "" : " with the name " + name) + " cannot be merged with a "
                + other.getClass().getName() + ": merge accumulators of one class, such as those that copy() and copyAndReset() give");
    }

    /** What travels from the driver is a zero, so that nothing is counted twice. */
    protected final Object writeReplace() {
        if (!atDriver) {
            return this;
        }
        if (!isRegistered()) {
            throw new IllegalStateException("An accumulator (" + getClass().getName() + ") must be registered with KindlingContext.register before tasks use it");
        }
        final AccumulatorV2<IN, OUT> zero = copyAndReset();
        if (!zero.isZero()) {
            throw new IllegalStateException(getClass().getName() + ".copyAndReset gives an accumulator of which isZero() is false: tasks would count again what"
                    + " the driver has; let reset() take everything out, and isZero() be true then");
        }
        zero.application = application;
        zero.id = id;
        zero.name = name;
        return zero;
    }

    private void readObject(final ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        atDriver = !atDriver; // it has gone to the other side
        final RunningTask task = atDriver ? null : CurrentTask.get();
        if (task != null) {
            task.accumulates(this);
        }
    }

    @Override
    public String toString() {
        return getClass().getSimpleName() + "(id: " + (isRegistered() ? id : "none") + ", name: " + name + ", value: " + value() + ")";
    }
}
