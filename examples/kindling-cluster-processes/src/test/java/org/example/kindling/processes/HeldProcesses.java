package org.example.kindling.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** Keeps processes under names, as the runtime's service for child processes does. */
final class HeldProcesses implements BiFunction<String, ProcessBuilder, Process> {

    private final Map<String, Process> held = new ConcurrentHashMap<>();

    @Override
    public Process apply(final String name, final ProcessBuilder builder) {
        return held.compute(name, (key, running) -> {
            if (running != null && running.isAlive()) {
                return running;
            }
            try {
                return builder == null ? null : builder.start();
            } catch (final IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** The last parts of the names, of those that begin so and are alive. */
    Set<Integer> running(final String prefix) {
        return held.entrySet().stream().filter(e -> e.getKey().startsWith(prefix) && e.getValue().isAlive())
                .map(e -> Integer.valueOf(e.getKey().substring(prefix.length()))).collect(Collectors.toSet());
    }

    void endAll() {
        held.values().forEach(Process::destroyForcibly);
    }
}
