package io.kindling.driver.kit;

import io.kindling.cluster.api.ExecutorLaunchSpec;
import io.kindling.dataflow.RecordCodecs;
import io.kindling.dataflow.StageCompilers;
import io.kindling.deploy.ClassSpaces;
import io.kindling.executor.ProcessExecutorEntry;
import io.kindling.shuffle.FileShuffles;
import io.kindling.shuffle.Shuffles;
import io.kindling.storage.memory.LocalBlockStores;
import io.kindling.transport.api.Transport;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Runs the executor bundle's own executors on threads of this JVM, with map outputs in files. They end with their context. */
public final class RealExecutors implements Consumer<ExecutorLaunchSpec> {

    private final ProcessExecutorEntry entry;
    private final List<Thread> threads = new ArrayList<>();

    /** @param name under which bootstraps name the transport */
    public RealExecutors(final ClassSpaces spaces, final Transport transport, final String name) {
        entry = new ProcessExecutorEntry(spaces, StageCompilers.create(), new LocalBlockStores(), RecordCodecs.factory());
        entry.addShuffles(new FileShuffles(), Map.of(Shuffles.NAME, FileShuffles.KIND));
        entry.addTransport(transport, Map.of(Transport.NAME, name));
    }

    @Override
    public synchronized void accept(final ExecutorLaunchSpec spec) {
        final Thread thread = new Thread(() -> entry.run(new ByteArrayInputStream(spec.bootstrap())), "test-executor-" + threads.size());
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    /** Waits until the one that was launched as this one has ended. */
    public synchronized void awaitEnd(final int launched) throws InterruptedException {
        threads.get(launched).join(TimeUnit.SECONDS.toMillis(20));
        if (threads.get(launched).isAlive()) {
            throw new AssertionError("executor " + launched + " has not ended");
        }
    }
}
