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
 * and null is returned if there is none. A child that has ended is still found, so that who comes later learns its exit
 * code, until one of its name is started or many more were. May be called on any thread; blocks as long as starting a
 * process takes; a start that fails throws {@link UncheckedIOException}. A child is expected to read its standard input
 * and to end when it reaches the end of it: that is how it learns that this JVM was killed; the pipe stays open here.
 *
 * <p>Who wants to know of a child's end looks at it now and then: a callback on its {@code onExit()} would hold the class
 * of the bundle that put it there for as long as the child runs.
 */
@Component(service = BiFunction.class, immediate = true, property = "kindling.service=child-processes")
public final class ChildProcesses implements BiFunction<String, ProcessBuilder, Process> {

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    /** With more names than this, those of ended children are forgotten. */
    private static final int REMEMBERED = 1_000;

    private final ConcurrentMap<String, Process> children = new ConcurrentHashMap<>();
    private final Thread hook = new Thread(this::endAll, "kindling-child-processes-end");

    @Activate
    public ChildProcesses() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    @Override
    public Process apply(final String name, final ProcessBuilder builder) {
        if (builder == null) {
            return children.get(name);
        }
        if (children.size() >= REMEMBERED) {
            children.values().removeIf(child -> !child.isAlive());
        }
        return children.compute(name, (key, running) -> {
            if (running != null && running.isAlive()) {
                return running;
            }
            return Unrelated.call(() -> start(key, builder));
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

    private static Process start(final String name, final ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot start the process " + name + ": " + e.getMessage(), e);
        }
    }
}
