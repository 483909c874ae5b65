package io.kindling.common;

import java.io.ByteArrayInputStream;
import java.security.AccessController;
import java.security.PrivilegedAction;

/**
 * The thread of one executor in this JVM. Its name says whose it is, as a process's number would, so that another version
 * of the bundle that started it finds it again; it holds nothing of that bundle, which can go while it runs.
 */
public final class ExecutorThread extends Thread {

    private final ExecutorEntry entry;
    private final byte[] bootstrap;
    private volatile int exitCode = 1;

    private ExecutorThread(final String name, final ExecutorEntry entry, final byte[] bootstrap) {
        super(null, null, name, 0, false);
        this.entry = entry;
        this.bootstrap = bootstrap.clone();
        setDaemon(true);
        setContextClassLoader(null);
    }

    /** Starts one of that name; its bootstrap is read from memory. */
    @SuppressWarnings("removal")
    public static ExecutorThread start(final String name, final ExecutorEntry entry, final byte[] bootstrap) {
        // A thread keeps the protection domains of whoever made it, and with them their class loaders; of us alone, here.
        final ExecutorThread thread = AccessController.doPrivileged((PrivilegedAction<ExecutorThread>) () -> new ExecutorThread(name, entry, bootstrap));
        thread.start();
        return thread;
    }

    /** The running one of that name, or null. */
    public static ExecutorThread find(final String name) {
        return Thread.getAllStackTraces().keySet().stream().filter(ExecutorThread.class::isInstance).map(ExecutorThread.class::cast)
                .filter(t -> t.getName().equals(name)).findFirst().orElse(null);
    }

    /** What the executor returned; 1 while it runs, and if it failed. */
    public int exitCode() {
        return exitCode;
    }

    @Override
    public void run() {
        exitCode = entry.run(new ByteArrayInputStream(bootstrap));
    }
}
