package io.kindling.api;

import io.kindling.api.spi.CurrentTask;
import io.kindling.api.spi.Runtimes;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/**
 * The contexts that programs share, by the class loader of the program. State of the JVM, because that is what
 * {@link KindlingContext#getOrCreate()} promises. A context leaves when it is closed, and its class loader with it. Thread-safe.
 */
final class SharedContexts {

    private static final ConcurrentMap<ClassLoader, Opening> CONTEXTS = new ConcurrentHashMap<>();

    private SharedContexts() {
    }

    /** The program's; a second caller waits while the first makes it, and makes it where the first has failed. */
    static KindlingContext of(final ClassLoader program, final Supplier<KindlingConf> conf) {
        CurrentTask.refuse("KindlingContext.getOrCreate");
        while (true) {
            final Opening own = new Opening(Thread.currentThread());
            // Not made by the map's own operation: other programs' contexts would wait for it, and those that close, too.
            final Opening first = CONTEXTS.putIfAbsent(program, own);
            if (first == null) {
                return open(program, own, conf);
            }
            final KindlingContext made = first.await();
            if (made != null) {
                return made;
            }
        }
    }

    private static KindlingContext open(final ClassLoader program, final Opening own, final Supplier<KindlingConf> conf) {
        try {
            final KindlingContext made = new KindlingContext(Runtimes.open(conf.get()));
            made.onClose(() -> CONTEXTS.remove(program, own));
            own.made.complete(made);
            return made;
        } catch (final RuntimeException | Error e) {
            CONTEXTS.remove(program, own); // before others go on: they try it themselves
            own.made.completeExceptionally(e);
            throw e;
        }
    }

    /** A context that is there or comes. */
    private static final class Opening {

        private final Thread opener;
        private final CompletableFuture<KindlingContext> made = new CompletableFuture<>();

        Opening(final Thread opener) {
            this.opener = opener;
        }

        /** Null if it could not be made. */
        KindlingContext await() {
            if (!made.isDone() && opener == Thread.currentThread()) {
                throw new KindlingException("KindlingContext.getOrCreate was called by what opens the context that it would return");
            }
            try {
                return made.join();
            } catch (final CompletionException e) {
                return null; // who has tried it was told
            }
        }
    }
}
