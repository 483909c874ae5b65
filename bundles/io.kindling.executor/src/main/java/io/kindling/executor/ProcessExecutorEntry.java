package io.kindling.executor;

import io.kindling.common.Clock;
import io.kindling.common.ExecutorEntry;
import io.kindling.dataflow.RecordCodecFactory;
import io.kindling.dataflow.StageCompiler;
import io.kindling.deploy.ClassSpaces;
import io.kindling.executor.link.Bootstrap;
import io.kindling.protocol.message.Messages;
import io.kindling.protocol.wire.WireFormat;
import io.kindling.shuffle.Shuffles;
import io.kindling.storage.api.BlockStores;
import io.kindling.transport.api.Transport;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs executors over whichever transport their bootstraps name. Immediate, so that it stays while the adapter that uses it
 * is swapped: with its last user a delayed component ends, and its executors with it.
 */
@Component(service = ExecutorEntry.class, immediate = true)
public final class ProcessExecutorEntry implements ExecutorEntry {

    private static final Logger LOG = LoggerFactory.getLogger(ProcessExecutorEntry.class);
    private static final int STOP_SECONDS = 8;

    private final ExecutorParts parts;
    private final Map<String, Transport> transports = new ConcurrentHashMap<>();
    private final Set<ExecutorRun> runs = ConcurrentHashMap.newKeySet();
    private final Phaser ended = new Phaser(1);

    /** Starts nothing: that is for {@link #run}. */
    @Activate
    public ProcessExecutorEntry(@Reference final ClassSpaces classSpaces, @Reference final StageCompiler compiler,
                                @Reference final BlockStores blocks, @Reference final RecordCodecFactory codecs) {
        this(new ExecutorParts(classSpaces, compiler, blocks, new InstalledShuffles(), codecs, new WireFormat(Messages.table()), Clock.SYSTEM));
    }

    ProcessExecutorEntry(final ExecutorParts parts) {
        this.parts = parts;
    }

    /** For the component runtime: a transport that bootstraps can name. */
    @Reference(cardinality = ReferenceCardinality.AT_LEAST_ONE, policy = ReferencePolicy.DYNAMIC)
    public void addTransport(final Transport transport, final Map<String, ?> properties) {
        transports.put(String.valueOf(properties.get(Transport.NAME)), transport);
    }

    /** For the component runtime. */
    public void removeTransport(final Transport transport, final Map<String, ?> properties) {
        transports.remove(String.valueOf(properties.get(Transport.NAME)), transport); // its connections end with it, and so do their executors
    }

    /** For the component runtime: a shuffle that applications can choose. */
    @Reference(cardinality = ReferenceCardinality.AT_LEAST_ONE, policy = ReferencePolicy.DYNAMIC)
    public void addShuffles(final Shuffles shuffles, final Map<String, ?> properties) {
        parts.shuffles().add(String.valueOf(properties.get(Shuffles.NAME)), shuffles);
    }

    /** For the component runtime. Executors end that have their map outputs there. */
    public void removeShuffles(final Shuffles shuffles, final Map<String, ?> properties) {
        final String name = String.valueOf(properties.get(Shuffles.NAME));
        parts.shuffles().remove(name, shuffles);
        runs.stream().filter(run -> run.keepsOutputsIn(shuffles)).forEach(run -> run.end("the bundle of the shuffle '" + name + "' stops"));
    }

    /** Ends all executors and waits for them a few seconds. */
    @Deactivate
    void stop() {
        runs.forEach(run -> run.end("the executor bundle stops"));
        try {
            ended.awaitAdvanceInterruptibly(ended.arrive(), STOP_SECONDS, TimeUnit.SECONDS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (final TimeoutException e) {
            LOG.warn("{} executors did not end within {} s", runs.size(), STOP_SECONDS);
        }
    }

    @Override
    public int run(final InputStream bootstrap) {
        final Bootstrap read;
        try {
            read = Bootstrap.read(bootstrap);
        } catch (final IOException e) {
            LOG.error("{}", e.getMessage());
            return 1;
        }
        final Transport transport = transports.get(read.transport());
        if (transport == null) {
            LOG.error("Executor {} is to use the transport {}, but installed are only {}", read.executor(), read.transport(), transports.keySet());
            return 1;
        }
        final ExecutorRun run = new ExecutorRun(parts, read);
        ended.register();
        runs.add(run);
        try {
            return run.run(transport);
        } finally {
            runs.remove(run);
            ended.arriveAndDeregister();
        }
    }
}
