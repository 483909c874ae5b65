package io.kindling.driver;

import io.kindling.api.KindlingConf;
import io.kindling.api.KindlingException;
import io.kindling.api.admin.ApplicationListener;
import io.kindling.api.spi.OperationServer;
import io.kindling.api.spi.ProgressListener;
import io.kindling.cluster.api.ClusterManager;
import io.kindling.common.Clock;
import io.kindling.common.config.ConfigDefaults;
import io.kindling.common.config.ConfigSchema;
import io.kindling.dataflow.RecordCodecFactory;
import io.kindling.deploy.ClassSpaces;
import io.kindling.driver.control.ClusterControl;
import io.kindling.driver.control.ClusterProvider;
import io.kindling.scheduler.api.SchedulerFactory;
import io.kindling.transport.api.Transport;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.annotation.bundle.Requirement;
import org.osgi.framework.Bundle;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the contexts of this JVM's driver, through the coming and going of everything that new ones need. A context ends
 * with its owner's bundle, with this one, or with the transport that carries it; a cluster manager that goes is waited for.
 */
@Component(service = ContextRegistry.class, immediate = true)
@Requirement(namespace = "osgi.service", filter = "(objectClass=io.kindling.scheduler.api.SchedulerFactory)", effective = "active")
@Requirement(namespace = "osgi.service", filter = "(objectClass=io.kindling.transport.api.Transport)", effective = "active")
@Requirement(namespace = "osgi.service", filter = "(objectClass=io.kindling.cluster.api.ClusterManager)", effective = "active")
@Requirement(namespace = "osgi.service", filter = "(objectClass=io.kindling.deploy.ClassSpaces)", effective = "active")
public final class ContextRegistry implements ContextSource {

    private static final Logger LOG = LoggerFactory.getLogger(ContextRegistry.class);
    private static final String TRANSPORT_GONE = "The transport of the context has been stopped, and its connections with it";
    private static final long LEAVE_SECONDS = 5;

    private final ServiceBoard services = new ServiceBoard();
    private final Set<DriverContext> contexts = ConcurrentHashMap.newKeySet();
    private final BundleContext bundle;
    private final SynchronousBundleListener owners = this::onBundle;
    private final ContextStarter starter;
    private final AtomicReference<ServiceRegistration<ContextSource>> offered = new AtomicReference<>();
    private volatile boolean stopped;

    /** Called by the component runtime. */
    @Activate
    public ContextRegistry(final BundleContext bundle) {
        this.bundle = bundle;
        final String version = bundle.getProperty("kindling.runtime.version");
        starter = new ContextStarter(services, version == null ? bundle.getBundle().getVersion().toString() : version, Clock.SYSTEM, new SecureRandom());
        bundle.addBundleListener(owners);
    }

    /** Ends every context. */
    @Deactivate
    void stop() {
        stopped = true;
        bundle.removeBundleListener(owners);
        offer();
        closeAll(List.copyOf(contexts), "The driver bundle " + bundle.getBundle().getSymbolicName() + " has been stopped");
    }

    @Override
    public DriverContext start(final KindlingConf conf, final Owner owner) {
        if (stopped) {
            throw new KindlingException("No context can be made: the driver bundle has been stopped");
        }
        final boolean running = isRunning(owner);
        final DriverContext context = starter.start(conf, owner, contexts::remove);
        contexts.add(context);
        if (stopped) {
            context.close("The driver bundle has been stopped");
        } else if (services.transports().stream().noneMatch(each -> context.uses(each.transport()))) {
            context.close(TRANSPORT_GONE); // while it started, when nobody knew of it yet
        } else if (running && !isRunning(owner)) {
            context.close("The application's bundle " + owner.bundle().getSymbolicName() + " has been stopped");
        }
        return context;
    }

    private static boolean isRunning(final Owner owner) {
        return owner.bundle() != null && (owner.bundle().getState() & (Bundle.STARTING | Bundle.ACTIVE)) != 0;
    }

    ServiceBoard services() {
        return services;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addScheduler(final SchedulerFactory scheduler) {
        services.schedulers().add(scheduler);
        offer();
    }

    void removeScheduler(final SchedulerFactory scheduler) {
        services.schedulers().remove(scheduler);
        offer();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addClassSpaces(final ClassSpaces spaces) {
        services.classSpaces().add(spaces);
        offer();
    }

    void removeClassSpaces(final ClassSpaces spaces) {
        services.classSpaces().remove(spaces);
        offer();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addCodecs(final RecordCodecFactory codecs) {
        services.codecs().add(codecs);
        offer();
    }

    void removeCodecs(final RecordCodecFactory codecs) {
        services.codecs().remove(codecs);
        offer();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addOperationServer(final OperationServer server) {
        services.operationServers().add(server);
    }

    void removeOperationServer(final OperationServer server) {
        services.operationServers().remove(server);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addSchema(final ConfigSchema schema) {
        services.schemas().add(schema);
    }

    void removeSchema(final ConfigSchema schema) {
        services.schemas().remove(schema);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addDefaults(final ConfigDefaults defaults) {
        services.defaults().add(defaults);
    }

    void removeDefaults(final ConfigDefaults defaults) {
        services.defaults().remove(defaults);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addListener(final ProgressListener listener) {
        services.listeners().add(listener);
    }

    void removeListener(final ProgressListener listener) {
        services.listeners().remove(listener);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addTransport(final Transport transport, final Map<String, Object> properties) {
        final Object name = properties.get(Transport.NAME);
        final Object ranking = properties.get(Constants.SERVICE_RANKING);
        services.transports().add(new NamedTransport(name == null ? "unnamed" : name.toString(), ranking instanceof Integer number ? number : 0, transport));
        offer();
    }

    void removeTransport(final Transport transport) {
        services.transports().removeIf(each -> each.transport() == transport);
        offer();
        closeAll(contexts.stream().filter(context -> context.uses(transport)).toList(), TRANSPORT_GONE);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addApplicationListener(final ApplicationListener listener) {
        services.applicationListeners().add(listener);
    }

    void removeApplicationListener(final ApplicationListener listener) {
        services.applicationListeners().remove(listener);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addCluster(final ClusterManager cluster, final Map<String, Object> properties) {
        final Bundle provider = properties.get(Constants.SERVICE_BUNDLEID) instanceof Long id ? bundle.getBundle(id) : null;
        final Object ranking = properties.get(Constants.SERVICE_RANKING);
        services.clusters().add(ClusterProvider.of(cluster, provider == null ? "" : String.valueOf(provider.getSymbolicName()),
                provider == null ? "" : provider.getVersion().toString(), ranking instanceof Integer number ? number : 0));
        services.controls().forEach(ClusterControl::providersChanged);
        offer();
    }

    /** When this returns, sessions of the adapter have been detached, unless it takes longer for it than a few seconds. */
    void removeCluster(final ClusterManager cluster) {
        services.clusters().removeIf(each -> each.manager() == cluster);
        offer();
        final CompletableFuture<?>[] left = services.controls().stream().map(control -> control.leave(cluster)).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(left).get(LEAVE_SECONDS, TimeUnit.SECONDS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (final ExecutionException | TimeoutException e) {
            LOG.warn("The cluster manager {} takes more than {} s to let its applications go", cluster.getClass().getName(), LEAVE_SECONDS, e);
        }
    }

    /** The contexts that there are. */
    Collection<DriverContext> contexts() {
        return List.copyOf(contexts);
    }

    /** Is there, or goes, with the last of the services that a context needs. Services come and go on any thread. */
    private void offer() {
        if (!stopped && services.missing().isEmpty()) {
            if (offered.get() == null) {
                final ServiceRegistration<ContextSource> registration = bundle.registerService(ContextSource.class, this, null);
                if (!offered.compareAndSet(null, registration)) {
                    registration.unregister();
                } else if (stopped || !services.missing().isEmpty()) {
                    offer();
                }
            }
        } else {
            final ServiceRegistration<ContextSource> registration = offered.getAndSet(null);
            if (registration != null) {
                registration.unregister();
            }
        }
    }

    private void onBundle(final BundleEvent event) {
        if (event.getType() != BundleEvent.STOPPING) {
            return;
        }
        if (event.getBundle().getBundleId() == Constants.SYSTEM_BUNDLE_ID) {
            // The process ends: contexts close while everything that they need for it is still there.
            stopped = true;
            offer();
            // Contexts of bundles are left open in good order: they would have ended with their bundles. No warning: a signal ends the process this way too.
            contexts.stream().filter(DriverContext::isOfNoBundle).forEach(context -> LOG.info(
                    "Application {} ends with its process, since nobody has closed its context: use try-with-resources", context.applicationId()));
            closeAll(List.copyOf(contexts), "The driver's process ends");
        } else {
            contexts.stream().filter(context -> context.isOf(event.getBundle()))
                    .forEach(context -> context.drainAndClose("The application's bundle " + event.getBundle().getSymbolicName() + " has been stopped"));
        }
    }

    private static void closeAll(final List<DriverContext> ending, final String reason) {
        ending.forEach(context -> context.close(reason));
    }
}
