package io.kindling.itests.cycles.churn;

import io.kindling.api.KindlingConf;
import io.kindling.api.KindlingContext;
import io.kindling.api.KindlingContextFactory;
import io.kindling.api.KindlingException;
import io.kindling.cluster.api.ClusterManager;
import io.kindling.transport.api.Transport;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/**
 * From a number of comings and goings to what happened: two threads register and unregister a cluster manager and a
 * transport, two others ask for contexts on them and run a job on those that they get.
 */
public final class Churn implements Function<Integer, Map<String, Object>> {

    private static final long LIMIT_SECONDS = 60;
    private static final int LONGEST_PAUSE_MICROS = 3_000;

    private final BundleContext bundle;
    private final KindlingContextFactory contexts;
    private final AtomicInteger results = new AtomicInteger();
    private final AtomicInteger refusals = new AtomicInteger();
    private final Collection<String> failures = new ConcurrentLinkedQueue<>();

    /** Called by the component runtime. */
    public Churn(final BundleContext bundle, final KindlingContextFactory contexts) {
        this.bundle = bundle;
        this.contexts = contexts;
    }

    @Override
    public Map<String, Object> apply(final Integer times) {
        final ExecutorService threads = Executors.newFixedThreadPool(4);
        final AtomicBoolean over = new AtomicBoolean();
        try {
            final List<Callable<Void>> comings = List.of(() -> clusters(times / 2), () -> transports(times / 2));
            final List<Future<?>> askers = new ArrayList<>();
            askers.add(threads.submit(() -> ask(over, Map.of("kindling.master", StubCluster.URL))));
            askers.add(threads.submit(() -> ask(over, Map.of("kindling.master", "local[1]", "kindling.transport", StubTransport.NAME))));
            for (final Future<Void> each : threads.invokeAll(comings)) {
                each.get();
            }
            over.set(true);
            final ServiceRegistration<?> last = bundle.registerService(ClusterManager.class, new StubCluster(manager()), null);
            for (final Future<?> asker : askers) {
                asker.get(LIMIT_SECONDS, TimeUnit.SECONDS);
            }
            last.unregister();
        } catch (final Exception e) {
            failures.add(e + " " + List.of(e.getStackTrace()));
        } finally {
            threads.shutdownNow();
        }
        return Map.of("results", results.get(), "refusals", refusals.get(), "failures", String.join("\n", failures));
    }

    private Void clusters(final int times) throws Exception {
        final Random random = new Random(times);
        for (int i = 0; i < times; i++) {
            final StubCluster cluster = new StubCluster(manager());
            final ServiceRegistration<ClusterManager> registration = bundle.registerService(ClusterManager.class, cluster, null);
            pause(random);
            registration.unregister();
            cluster.detach();
        }
        return null;
    }

    private Void transports(final int times) throws Exception {
        final Random random = new Random(-times);
        final Dictionary<String, Object> properties = new Hashtable<>(Map.of(Transport.NAME, StubTransport.NAME));
        for (int i = 0; i < times; i++) {
            final ServiceRegistration<Transport> registration = bundle.registerService(Transport.class,
                    new StubTransport(only(Transport.class, "(" + Transport.NAME + "=local)")), properties);
            pause(random);
            registration.unregister();
        }
        return null;
    }

    private ClusterManager manager() throws InvalidSyntaxException {
        return only(ClusterManager.class, "(kindling.cluster.manager=local)");
    }

    private <T> T only(final Class<T> type, final String filter) throws InvalidSyntaxException {
        final Collection<ServiceReference<T>> found = bundle.getServiceReferences(type, filter);
        return bundle.getService(found.iterator().next());
    }

    private static void pause(final Random random) throws InterruptedException {
        TimeUnit.MICROSECONDS.sleep(random.nextInt(LONGEST_PAUSE_MICROS));
    }

    private void ask(final AtomicBoolean over, final Map<String, String> settings) {
        while (!over.get() && failures.isEmpty()) {
            final KindlingConf conf = new KindlingConf(false).setAppName("churn");
            settings.forEach(conf::set);
            try (KindlingContext context = contexts.create(conf)) {
                final long count = context.range(0, 10).count();
                if (count != 10) {
                    failures.add("10 values were counted as " + count);
                }
                results.incrementAndGet();
            } catch (final KindlingException e) {
                if (e.getMessage() == null || e.getMessage().isBlank() || e.getMessage().contains("Exception")) {
                    failures.add("no clear text: " + e + " " + List.of(e.getStackTrace()));
                }
                refusals.incrementAndGet();
            } catch (final RuntimeException e) {
                failures.add(e + " " + List.of(e.getStackTrace()));
            }
        }
    }
}
