package io.kindling.executor.code;

import io.kindling.executor.task.TaskThreads;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The versions of the application's code that stages of this executor run on. One goes when the driver has said that no job will run on it, and no
 * stage and no attempt of it is known any more. The agent's own, but for the closing of versions, which may take a while and has a thread of its own.
 */
public final class CodeVersions implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CodeVersions.class);
    private static final long CLOSE_SECONDS = 10;

    private final WorkplaceOpener opener;
    private final Supplier<TaskThreads> threads;
    private final Map<Integer, CodeVersion> versions = new TreeMap<>();

    /**
     * None yet.
     *
     * @param threads makes those that the tasks of one version run on: what a library leaves in its thread's locals goes with them
     */
    public CodeVersions(final WorkplaceOpener opener, final Supplier<TaskThreads> threads) {
        this.opener = opener;
        this.threads = threads;
    }

    /** A stage or an attempt needs a version; it is not opened for that yet. */
    public CodeVersion retain(final int number) {
        final CodeVersion version = versions.computeIfAbsent(number, key -> new CodeVersion(key, opener, threads.get()));
        version.users++;
        return version;
    }

    /** One of them does not need it any more. */
    public void release(final CodeVersion version) {
        version.users--;
        closeIfUnused(version);
    }

    /** The driver says that no job will run on a version. One that never was here is none of ours. */
    public void retire(final int number) {
        final CodeVersion version = versions.get(number);
        if (version != null) {
            version.retired = true;
            closeIfUnused(version);
        }
    }

    /** Those that there are. */
    public Collection<CodeVersion> all() {
        return versions.values();
    }

    private void closeIfUnused(final CodeVersion version) {
        if (version.retired && version.users == 0 && versions.remove(version.number(), version)) {
            closeAside(version);
        }
    }

    private static CompletableFuture<Void> closeAside(final CodeVersion version) {
        final CompletableFuture<Void> closed = new CompletableFuture<>();
        final Thread closer = new Thread(() -> {
            try {
                version.close();
            } catch (final RuntimeException | LinkageError e) {
                LOG.warn("Version {} of the application's code does not close", version.number(), e);
            } finally {
                closed.complete(null);
            }
        }, "kindling-code-close-" + version.number());
        closer.setDaemon(true);
        closer.setContextClassLoader(CodeVersions.class.getClassLoader());
        closer.start();
        return closed;
    }

    /** Closes all at once, when the agent has ended: each may take its time, and the executor's end waits a limited time for all of them together. */
    @Override
    public void close() {
        final Map<Integer, CompletableFuture<Void>> closing = new TreeMap<>();
        versions.forEach((number, version) -> closing.put(number, closeAside(version)));
        versions.clear();
        try {
            CompletableFuture.allOf(closing.values().toArray(CompletableFuture[]::new)).get(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (final ExecutionException | TimeoutException e) {
            closing.values().removeIf(CompletableFuture::isDone);
            LOG.warn("Versions {} of the application's code did not close within {} s", closing.keySet(), CLOSE_SECONDS);
        }
    }
}
