package io.kindling.process;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import org.osgi.service.component.annotations.Component;

/**
 * Keeps what a bundle leaves to its next version, as bytes under a name, in memory only: it may hold secrets.
 * {@code apply(name, state)} puts a copy and returns what was there; {@code apply(name, null)} takes it out. Any thread;
 * never blocks. What is too much is refused with an {@link IllegalArgumentException} that names both numbers.
 */
@Component(service = BiFunction.class, immediate = true, property = "kindling.service=detached-state")
public final class DetachedState implements BiFunction<String, byte[], byte[]> {

    private static final int MOST_NAMES = 1_000;
    private static final long MOST_BYTES = 64L << 20;

    /** Replaced whole, never changed: what is read of it belongs together. */
    private final AtomicReference<Map<String, byte[]>> states = new AtomicReference<>(Map.of());

    @Override
    public byte[] apply(final String name, final byte[] state) {
        final byte[] copy = state == null ? null : state.clone();
        final Map<String, byte[]> before = states.getAndUpdate(known -> with(known, name, copy));
        // A copy went in and only this call gets it out again.
        return before.get(name);
    }

    private static Map<String, byte[]> with(final Map<String, byte[]> known, final String name, final byte[] state) {
        final Map<String, byte[]> next = new HashMap<>(known);
        if (state == null) {
            next.remove(name);
        } else {
            next.put(name, state);
            check(name, state, next);
        }
        return Map.copyOf(next);
    }

    private static void check(final String name, final byte[] state, final Map<String, byte[]> next) {
        final long bytes = next.values().stream().mapToLong(kept -> kept.length).sum();
        if (next.size() > MOST_NAMES || bytes > MOST_BYTES) {
            throw new IllegalArgumentException("cannot keep " + state.length + " bytes of " + name + ": with them there would be " + next.size()
                    + " states of " + bytes + " bytes, at most " + MOST_NAMES + " of " + MOST_BYTES + " bytes are kept");
        }
    }
}
