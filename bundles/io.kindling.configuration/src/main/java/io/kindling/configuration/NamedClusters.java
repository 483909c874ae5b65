package io.kindling.configuration;

import io.kindling.cluster.api.ClusterManager;
import io.kindling.common.config.ConfigSchema;
import java.util.Collection;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ConfigurationException;
import org.osgi.service.cm.ManagedServiceFactory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The clusters that an operator has defined, a configuration of the factory {@code io.kindling.cluster} for each. */
@Component(service = ManagedServiceFactory.class, immediate = true, property = "service.pid=" + ClusterConfig.PID,
        configurationPolicy = ConfigurationPolicy.IGNORE)
public final class NamedClusters implements ManagedServiceFactory {

    /** Marks our own cluster managers, which hand on to those that are not marked. */
    private static final String NAMED = "kindling.cluster.name";

    private final KnownKeys keys = new KnownKeys();
    private final List<ClusterManager> adapters = new CopyOnWriteArrayList<>();
    private final Map<String, NamedCluster> clusters = new ConcurrentHashMap<>();
    private final Collection<NamedCluster> leaving = new CopyOnWriteArrayList<>();
    private final Map<String, Offered> waiting = new ConcurrentHashMap<>();
    private final BundleContext bundle;
    private final Refusals refusals;

    /** Called by the component runtime. */
    @Activate
    public NamedClusters(final BundleContext bundle, @Reference final Refusals refusals) {
        this.bundle = bundle;
        this.refusals = refusals;
    }

    /** Applications detach from their clusters, and go on. */
    @Deactivate
    void stop() {
        clusters.values().forEach(NamedCluster::withdraw);
        leaving.forEach(NamedCluster::withdraw);
    }

    @Override
    public String getName() {
        return "Clusters of Kindling by name";
    }

    @Override
    public void updated(final String pid, final Dictionary<String, ?> properties) throws ConfigurationException {
        final Offered offered = new Offered(properties);
        waiting.remove(pid);
        try {
            accept(pid, offered);
            retry();
        } catch (final ConfigurationException e) {
            waiting.put(pid, offered);
            refusals.refused(pid, e);
            throw e;
        }
    }

    @Override
    public void deleted(final String pid) {
        waiting.remove(pid);
        refusals.settled(pid);
        final NamedCluster cluster = clusters.remove(pid);
        if (cluster != null) {
            leaving.removeIf(each -> !each.isUsed());
            leaving.add(cluster);
            cluster.remove();
        }
        retry();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addSchema(final ConfigSchema schema) {
        keys.add(schema);
        retry();
    }

    /** What was refused may be right now: a bundle knows its keys, the name that it wants is free, or no application uses what it changes. */
    private void retry() {
        waiting.forEach((pid, offered) -> {
            try {
                accept(pid, offered);
                waiting.remove(pid, offered);
            } catch (final ConfigurationException e) {
                refusals.refused(pid, e);
            }
        });
    }

    void removeSchema(final ConfigSchema schema) {
        keys.remove(schema);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC, target = "(!(" + NAMED + "=*))")
    void addAdapter(final ClusterManager adapter) {
        adapters.add(adapter);
        clusters.values().forEach(NamedCluster::offer);
        leaving.forEach(NamedCluster::offer);
    }

    void removeAdapter(final ClusterManager adapter) {
        adapters.remove(adapter);
        clusters.values().forEach(cluster -> cluster.leave(adapter));
        leaving.forEach(cluster -> cluster.leave(adapter));
    }

    private void accept(final String pid, final Offered offered) throws ConfigurationException {
        final ClusterDefinition definition = ClusterDefinition.of(offered, keys);
        for (final Map.Entry<String, NamedCluster> other : clusters.entrySet()) {
            if (!other.getKey().equals(pid) && other.getValue().definition().name().equals(definition.name())) {
                throw new ConfigurationException("name", "name=" + definition.name() + " is taken by the configuration " + other.getKey());
            }
        }
        if (leaving.stream().anyMatch(each -> each.isUsed() && each.definition().name().equals(definition.name()))) {
            throw new ConfigurationException("name", "name=" + definition.name() + " is that of a cluster whose configuration was deleted and where applications still run");
        }
        final NamedCluster cluster = clusters.get(pid);
        if (cluster == null) {
            final NamedCluster fresh = new NamedCluster(definition, adapters, this::register, this::retry);
            clusters.put(pid, fresh);
            fresh.offer();
        } else {
            cluster.change(definition);
        }
        refusals.settled(pid);
    }

    private Runnable register(final ClusterManager cluster) {
        final Hashtable<String, Object> properties = new Hashtable<>();
        properties.put(NAMED, cluster.masterUrlForms());
        final ServiceRegistration<ClusterManager> registration = bundle.registerService(ClusterManager.class, cluster, properties);
        return registration::unregister;
    }
}
