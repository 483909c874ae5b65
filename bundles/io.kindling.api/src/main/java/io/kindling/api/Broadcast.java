package io.kindling.api;

import io.kindling.api.spi.BroadcastBackend;
import io.kindling.api.spi.CurrentTask;
import io.kindling.api.spi.RunningTask;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;

/**
 * A value that travels to each executor once, however many tasks use it. Made by {@link KindlingContext#broadcast}; functions capture it and call
 * {@link #value()}. All tasks of an executor share the value, which therefore must not be changed, neither there nor at the driver.
 * Thread-safe. Goes with the last data set or variable that knows it.
 *
 * @param <T> the type of the value
 */
public final class Broadcast<T> implements Serializable {

    private static final long serialVersionUID = 1L;

    private final long id;
    private final String content;
    private transient BroadcastBackend<T> backend;

    /**
     * For the driver.
     *
     * @param id      names it in the application
     * @param content the SHA-256 of the encoded value, in hexadecimal
     */
    public Broadcast(final long id, final String content, final BroadcastBackend<T> backend) {
        this.id = id;
        this.content = content;
        this.backend = backend;
    }

    /** Its number in the application. */
    public long id() {
        return id;
    }

    /**
     * The value. On an executor the first task that needs it fetches it, others wait for that.
     *
     * @throws KindlingException if it was destroyed, or cannot be fetched
     */
    public T value() {
        return backend().value();
    }

    /** The same as {@link #value()}. */
    public T getValue() {
        return value();
    }

    /** Executors forget the value; if it is used again it travels again. Does not wait for that. At the driver only. */
    public void unpersist() {
        unpersist(false);
    }

    /**
     * Executors forget the value; if it is used again it travels again. At the driver only.
     *
     * @param blocking whether to wait until they have
     */
    public void unpersist(final boolean blocking) {
        backend().unpersist(blocking);
    }

    /** The value is not needed any more, neither here nor on executors: every use of it fails from now on. At the driver only. */
    public void destroy() {
        destroy(false);
    }

    /**
     * The value is not needed any more, neither here nor on executors: every use of it fails from now on. At the driver only.
     *
     * @param blocking whether to wait until executors have forgotten it
     */
    public void destroy(final boolean blocking) {
        backend().destroy(blocking);
    }

    private BroadcastBackend<T> backend() {
        if (backend == null) {
            throw new KindlingException(this + " is a copy that was made outside of a task, such as the one in a result: use the one that the context gave");
        }
        return backend;
    }

    private void writeObject(final ObjectOutputStream out) throws IOException {
        if (backend != null) {
            backend.travels();
        }
        out.defaultWriteObject();
    }

    private void readObject(final ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        final RunningTask task = CurrentTask.get();
        backend = task == null ? null : task.broadcast(id, content);
    }

    @Override
    public String toString() {
        return "Broadcast(" + id + ")";
    }
}
