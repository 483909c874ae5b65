package io.kindling.api;

import io.kindling.api.spi.CurrentTask;
import io.kindling.api.spi.Runtimes;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/**
 * The contexts that programs share, by the class loader of the program. State of the JVM, because that is what
 * {@link KindlingContext#getOrCreate()} promises. A context leaves when it is closed, and its class loader with it. Thread-safe.
 */
final class SharedContexts {

    private static final ConcurrentMap<ClassLoader, KindlingContext> CONTEXTS = new ConcurrentHashMap<>();

    private SharedContexts() {
    }

    /** The program's; a second caller waits while the first makes it. */
    static KindlingContext of(final ClassLoader program, final Supplier<KindlingConf> conf) {
        CurrentTask.refuse("KindlingContext.getOrCreate");
        return CONTEXTS.computeIfAbsent(program, key -> {
            final KindlingContext made = new KindlingContext(Runtimes.open(conf.get()));
            made.onClose(() -> CONTEXTS.remove(key, made));
            return made;
        });
    }
}
