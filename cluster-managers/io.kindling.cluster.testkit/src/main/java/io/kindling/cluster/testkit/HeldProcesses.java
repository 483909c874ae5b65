package io.kindling.cluster.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * Stands for the runtime's service {@code kindling.service=child-processes}: keeps processes under names while adapters
 * come and go. With a builder it returns the running one of that name or starts one; with null it only looks, and returns
 * null if there is none. Any thread may call it.
 */
public final class HeldProcesses implements BiFunction<String, ProcessBuilder, Process>, AutoCloseable {

    private final Map<String, Process> held = new ConcurrentHashMap<>();

    @Override
    public Process apply(final String name, final ProcessBuilder builder) {
        return held.compute(name, (key, running) -> {
            if (running != null && running.isAlive()) {
                return running;
            }
            return builder == null ? null : start(builder);
        });
    }

    /** The numbers at the ends of the names, of those that begin so and are alive. */
    public Set<Integer> running(final String prefix) {
        return held.entrySet().stream().filter(e -> e.getKey().startsWith(prefix) && e.getValue().isAlive())
                .map(e -> Integer.valueOf(e.getKey().substring(prefix.length()))).collect(Collectors.toSet());
    }

    /** Kills them all. */
    @Override
    public void close() {
        held.values().forEach(Process::destroyForcibly);
    }

    /** The JVM's thread that waits for the process stays for a while, and keeps what it inherits: nothing, as the service sees to it too. */
    @SuppressWarnings("removal")
    private static Process start(final ProcessBuilder builder) {
        final Thread thread = Thread.currentThread();
        final ClassLoader loader = thread.getContextClassLoader();
        thread.setContextClassLoader(null);
        try {
            return AccessController.doPrivileged((PrivilegedAction<Process>) () -> {
                try {
                    return builder.start();
                } catch (final IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } finally {
            thread.setContextClassLoader(loader);
        }
    }
}
