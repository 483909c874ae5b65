package io.kindling.cluster.local;

import io.kindling.common.ExecutorEntry;
import java.io.ByteArrayInputStream;
import java.util.function.IntConsumer;

/**
 * An executor in this JVM. Its thread's name says whose it is, as a process's number would, so that another version
 * of this adapter finds it again.
 */
final class ExecutorThread {

    private ExecutorThread() {
    }

    static String nameOf(final String application, final int executor) {
        return "kindling-local-executor-" + application + "-" + executor;
    }

    /** Starts one; its bootstrap is read from memory. */
    static Thread start(final String application, final int executor, final ExecutorEntry entry, final byte[] bootstrap, final IntConsumer onEnd) {
        final Thread thread = new Thread(() -> {
            int code = 1;
            try {
                code = entry.run(new ByteArrayInputStream(bootstrap));
            } finally {
                onEnd.accept(code);
            }
        }, nameOf(application, executor));
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** The running one of that name, or null. */
    static Thread find(final String application, final int executor) {
        final String name = nameOf(application, executor);
        return Thread.getAllStackTraces().keySet().stream().filter(t -> t.getName().equals(name)).findFirst().orElse(null);
    }
}
