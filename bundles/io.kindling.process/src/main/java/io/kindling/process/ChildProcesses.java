package io.kindling.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiFunction;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * Starts child processes under names and keeps them while the bundles that asked for them come and go. The service
 * has JDK types only, so that a bundle's next version can use what its last one started.
 *
 * <p>{@code apply(name, builder)} returns the running child of that name, or starts one; a null builder only looks,
 * and null is returned if there is none. May be called on any thread; blocks as long as starting a process takes; a
 * start that fails throws {@link UncheckedIOException}. A child is expected to read its standard input and to end
 * when it reaches the end of it: that is how it learns that this JVM was killed.
 */
@Component(service = BiFunction.class, immediate = true, property = "kindling.service=child-processes")
public final class ChildProcesses implements BiFunction<String, ProcessBuilder, Process> {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final ConcurrentMap<String, Process> children = new ConcurrentHashMap<>();
    private final Thread hook = new Thread(this::endAll, "kindling-child-processes-end");

    @Activate
    public ChildProcesses() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    @Override
    public Process apply(final String name, final ProcessBuilder builder) {
        return children.compute(name, (key, running) -> {
            if (running != null && running.isAlive()) {
                return running;
            }
            return builder == null ? null : start(key, builder);
        });
    }

    @Deactivate
    void deactivate() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (final IllegalStateException e) {
            // The JVM is on its way down: the hook runs, or has run, and so does this; ending twice does no harm.
            hook.setName(hook.getName() + "-beside-stop");
        }
        endAll();
    }

    private void endAll() {
        final List<Process> ending = new ArrayList<>(children.values());
        Termination.end(ending, PATIENCE);
    }

    private Process start(final String name, final ProcessBuilder builder) {
        try {
            final Process child = builder.start();
            // Not on this thread, which is changing the map.
            child.onExit().thenRunAsync(() -> children.remove(name, child));
            return child;
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot start the process " + name + ": " + e.getMessage(), e);
        }
    }
}
