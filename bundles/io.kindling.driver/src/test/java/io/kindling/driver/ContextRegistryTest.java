package io.kindling.driver;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.api.KindlingException;
import io.kindling.cluster.api.ClusterManager;
import io.kindling.common.config.ConfigDefaults;
import io.kindling.dataflow.RecordCodecs;
import io.kindling.deploy.ClassSpaces;
import io.kindling.driver.config.DriverConfigSchema;
import io.kindling.driver.kit.FakeCluster;
import io.kindling.driver.kit.Warnings;
import io.kindling.scheduler.FifoSchedulerFactory;
import io.kindling.transport.api.Transport;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.Version;

/** Services and bundles that come and go while contexts run. */
public class ContextRegistryTest {

    private final TestDriver parts = new TestDriver(0);
    private final FifoSchedulerFactory scheduler = new FifoSchedulerFactory();
    private final FakeCluster cluster = new FakeCluster(0);
    private final List<SynchronousBundleListener> listeners = new ArrayList<>();
    private final Bundle application = fake(Bundle.class, Map.of("getSymbolicName", "app", "getBundleId", 7L, "getState", Bundle.ACTIVE), null);
    private int offered;
    private ContextRegistry registry;

    @Before
    public void activate() {
        final Bundle own = fake(Bundle.class, Map.of("getSymbolicName", "io.kindling.driver", "getVersion", new Version("1.2.3")), null);
        registry = new ContextRegistry(fake(BundleContext.class, Map.of("getBundle", own), (name, arguments) -> switch (name) {
            case "registerService" -> {
                offered++;
                yield fake(ServiceRegistration.class, Map.of(), (method, none) -> offered--);
            }
            case "addBundleListener" -> listeners.add((SynchronousBundleListener) arguments[0]);
            case "removeBundleListener" -> listeners.remove((SynchronousBundleListener) arguments[0]);
            default -> null;
        }));
        registry.addSchema(new DriverConfigSchema());
        registry.addScheduler(scheduler);
        registry.addClassSpaces(parts.spaces);
        registry.addCodecs(RecordCodecs.factory());
        registry.addTransport(parts.transport, new HashMap<>(Map.of(Transport.NAME, "scripted", "service.ranking", 3)));
        registry.addCluster(cluster, Map.of());
    }

    @After
    public void deactivate() {
        registry.stop();
        assertEquals(List.of(), listeners);
        assertEquals(0, offered);
    }

    @Test
    public void shouldOfferContextsWhileEverythingIsThere() {
        final DriverHealth health = new DriverHealth(registry);
        assertEquals(1, offered);
        assertEquals("Ready: transports scripted; cluster managers fake (fake, fake://host:port)", health.text());

        registry.removeScheduler(scheduler);
        registry.removeCluster(cluster);

        assertEquals(0, offered);
        assertFalse(health.isReady());
        assertTrue(health.text(), health.text().startsWith("Not ready: no scheduler: start io.kindling.scheduler; no cluster manager: start io.kindling.cluster.local"));
        assertThrows(KindlingException.class, this::start);
        registry.addCluster(cluster, Map.of());
        assertEquals(0, offered);
        registry.addScheduler(scheduler);
        assertEquals(1, offered);
        assertTrue(health.isReady());
    }

    @Test
    public void shouldAskForDefaultsEachTimeThatAContextIsMade() {
        final ConfigDefaults defaults = () -> Map.of("kindling.cores.max", "3");
        registry.addDefaults(defaults);
        assertEquals("3", start().conf().get("kindling.cores.max"));
        registry.removeDefaults(defaults);
        assertEquals(null, start().conf().toMap().get("kindling.cores.max"));
    }

    @Test
    public void shouldNotLeaveWithOneOfTwoClusterManagers() {
        final ClusterManager other = new FakeCluster(0);
        registry.addCluster(other, Map.of());
        registry.removeCluster(cluster);

        assertEquals(1, offered);
    }

    @Test
    public void shouldKeepContextsWhenTheirClusterManagerIsReplaced() {
        final DriverContext context = start();
        final FakeCluster next = new FakeCluster(0);
        TestDriver.await("the session is open", () -> cluster.calls.size() == 2);

        registry.removeCluster(cluster);
        registry.addCluster(next, Map.of());

        TestDriver.await("the next has taken over", () -> next.calls.equals(List.of("attach state", "target")));
        assertEquals(List.of("open test", "target", "detach"), cluster.calls);
        context.close();
        assertEquals(List.of("attach state", "target", "close"), next.calls);
    }

    @Test(timeout = 30_000)
    public void shouldCloseContextsWhoseClusterManagerIsAbsentAndSayWhatBecomesOfTheRest() throws Exception {
        final DriverContext context = start();
        TestDriver.await("the session is open", () -> cluster.calls.size() == 2);
        registry.removeCluster(cluster);

        final String log = Warnings.of("io.kindling.driver.control.ClusterBinding", context::close);

        assertEquals("nobody is asked to close", List.of("open test", "target", "detach"), cluster.calls);
        assertEquals("in one line", 1, log.lines().filter(line -> line.contains(context.applicationId())).count());
        assertTrue(log, log.contains(context.applicationId() + " ends while the cluster manager fake is absent: its executors are told to end, and the cluster at fake"
                + " frees the rest by itself"));
        final FakeCluster next = new FakeCluster(0);
        registry.addCluster(next, Map.of());
        assertEquals("nothing is left to take over", List.of(), next.calls);
    }

    @Test
    public void shouldEndTheContextsOfATransportThatGoes() {
        final DriverContext context = start();

        registry.removeTransport(parts.transport);

        final KindlingException e = assertThrows(KindlingException.class, () -> context.parallelize(List.of(1), 1).count());
        assertTrue(e.getMessage(), e.getMessage().contains("The transport of the context has been stopped"));
    }

    @Test
    public void shouldEndWhatBelongsToTheDriverWhenItStops() {
        final DriverContext context = start();

        registry.stop();

        assertThrows(KindlingException.class, () -> context.parallelize(List.of(1), 1).count());
        assertThrows(KindlingException.class, this::start);
    }

    @Test
    public void shouldCloseContextsWhileTheirClusterManagerIsThereWhenTheFrameworkStops() {
        final DriverContext context = start();

        listeners.get(0).bundleChanged(new BundleEvent(BundleEvent.STOPPING, fake(Bundle.class, Map.of("getBundleId", 0L), null)));
        registry.removeCluster(cluster);

        assertEquals(List.of("open test", "target", "close"), cluster.calls);
        assertThrows(KindlingException.class, () -> context.parallelize(List.of(1), 1).count());
        assertThrows(KindlingException.class, this::start);
    }

    @Test
    public void shouldEndTheContextsOfABundleThatStopsAndNoOthers() {
        registry.removeClassSpaces(parts.spaces);
        registry.addClassSpaces(fake(ClassSpaces.class, Map.of(), (name, arguments) ->
                name.equals("lend") ? null : parts.spaces.ofLoader(getClass().getClassLoader(), List.of())));
        final DriverContext other = start();
        final DriverContext own = registry.start(parts.conf.copy().set("kindling.bundle.drainTimeout", "1s"), new Owner(application, null));
        final CompletableFuture<Long> job = TestDriver.async(() -> own.parallelize(List.of(1), 1).count());

        TestDriver.await("the job waits for executors", () -> own.activeJobs() == 1);

        listeners.get(0).bundleChanged(new BundleEvent(BundleEvent.STOPPING, application));

        final ExecutionException e = assertThrows(ExecutionException.class, () -> job.get(10, TimeUnit.SECONDS));
        assertTrue(e.getCause().getMessage(), e.getCause().getMessage().contains("The application's bundle app has been stopped"));
        assertEquals("the other's session is open", 1, cluster.calls.stream().filter("close"::equals).count());
        assertFalse(other.isOf(application));
    }

    @Test
    public void shouldNameApplicationsAfterTheirBundle() {
        assertEquals("app", new Owner(application, null).defaultName());
        assertEquals("kindling-app", new Owner(fake(Bundle.class, Map.of(), null), null).defaultName());
    }

    private DriverContext start() {
        return registry.start(parts.conf.copy().set("kindling.default.parallelism", "2"), new Owner(null, getClass().getClassLoader()));
    }

    private static <T> T fake(final Class<T> type, final Map<String, Object> values, final BiFunction<String, Object[], Object> calls) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            final Object answer = switch (method.getName()) {
                case "hashCode" -> System.identityHashCode(proxy);
                case "equals" -> proxy == arguments[0];
                case "toString" -> type.getSimpleName();
                default -> values.containsKey(method.getName()) ? values.get(method.getName())
                        : calls == null ? null : calls.apply(method.getName(), arguments);
            };
            return method.getReturnType() == void.class ? null : answer;
        }));
    }
}
