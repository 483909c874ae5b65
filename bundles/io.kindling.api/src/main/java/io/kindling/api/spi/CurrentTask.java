package io.kindling.api.spi;

import io.kindling.api.KindlingException;
import java.lang.ref.WeakReference;

/**
 * Which task attempt the calling thread runs. State that belongs to no instance, as few things here are: functions of the application have nothing
 * else to begin with. The executor sets it on the attempt's thread and always takes it back; threads that a task starts have none.
 */
public final class CurrentTask {

    private static final ThreadLocal<RunningTask> CURRENT = new ThreadLocal<>();
    /** At the driver: the context that the thread has last added a file to, or opened with files, as long as it is there. */
    private static final ThreadLocal<WeakReference<SharedVariables>> USED = new ThreadLocal<>();

    private CurrentTask() {
    }

    /** The attempt of the calling thread; null outside of tasks. */
    public static RunningTask get() {
        return CURRENT.get();
    }

    /** For executors: the calling thread runs an attempt from now on. */
    public static void enter(final RunningTask task) {
        CURRENT.set(task);
    }

    /** For executors: the attempt has ended. */
    public static void leave() {
        CURRENT.remove();
    }

    /** For the API and the driver: the calling thread, at the driver, uses a context's files. */
    public static void use(final SharedVariables context) {
        USED.set(new WeakReference<>(context));
    }

    /** The context whose files the calling thread has used last, at the driver; null if there is none. */
    public static SharedVariables used() {
        final WeakReference<SharedVariables> reference = USED.get();
        return reference == null ? null : reference.get();
    }

    /**
     * Refuses what only the driver can do.
     *
     * @param what is wanted, as the subject of a sentence
     * @throws KindlingException on the thread of a task
     */
    public static void refuse(final String what) {
        if (CURRENT.get() != null) {
            throw new KindlingException(what + " cannot be used inside a task. " + DRIVER_ONLY);
        }
    }

    /** What tasks cannot do, and what to do instead. */
    public static final String DRIVER_ONLY = "A KindlingContext and its data sets live at the driver only: functions that run on executors cannot call "
            + "transformations or actions of them, as in first.map(x -> second.count() * x). Run the action before, at the driver, and let the function "
            + "use its result (broadcast it if it is large), or bring the two data sets together with join, cogroup, zip or cartesian";
}
