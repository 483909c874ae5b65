package io.kindling.configuration;

import io.kindling.cluster.api.ApplicationDescription;
import io.kindling.cluster.api.ClusterException;
import io.kindling.cluster.api.ClusterListener;
import io.kindling.cluster.api.ClusterManager;
import io.kindling.cluster.api.ClusterSession;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.osgi.service.cm.ConfigurationException;

/**
 * A cluster manager that takes {@code cluster:NAME} and hands everything on to the adapter of the URL that the name stands for. It is offered
 * while that adapter is there, and leaves before it, so that applications see the adapter come and go as if they used it themselves.
 */
final class NamedCluster implements ClusterManager {

    private static final String MASTER = "kindling.master";

    private final Collection<ClusterManager> adapters;
    private final Function<ClusterManager, Runnable> registry;
    private final Runnable unused;
    private final Set<NamedSession> sessions = ConcurrentHashMap.newKeySet();
    private final AtomicReference<Runnable> offered = new AtomicReference<>();
    private volatile ClusterDefinition definition;
    private volatile boolean removed;

    /**
     * @param adapters those that are there now
     * @param registry offers a cluster manager to drivers; what it returns takes the offer back
     * @param unused   told, on any thread, when the last session has ended: what could not be changed can be now
     */
    NamedCluster(final ClusterDefinition definition, final Collection<ClusterManager> adapters, final Function<ClusterManager, Runnable> registry,
                 final Runnable unused) {
        this.definition = definition;
        this.adapters = adapters;
        this.registry = registry;
        this.unused = unused;
    }

    ClusterDefinition definition() {
        return definition;
    }

    boolean isUsed() {
        return !sessions.isEmpty();
    }

    /** Changes what can be changed now; refuses the rest as a whole. */
    void change(final ClusterDefinition wanted) throws ConfigurationException {
        final ClusterDefinition old = definition;
        refuseWhileUsed("name", old.name(), wanted.name());
        refuseWhileUsed("masterUrl", old.masterUrl(), wanted.masterUrl());
        final boolean another = !old.name().equals(wanted.name()) || !old.masterUrl().equals(wanted.masterUrl());
        if (another) {
            withdraw();
        }
        definition = wanted;
        offer();
    }

    /** No application can be started there any more; those that run go on. */
    void remove() {
        removed = true;
        offer();
    }

    /** Is there while it is of use. Adapters and sessions come and go on any thread. */
    void offer() {
        if (isOfUse()) {
            if (offered.get() == null) {
                final Runnable end = registry.apply(this);
                if (!offered.compareAndSet(null, end)) {
                    end.run();
                } else if (!isOfUse()) {
                    withdraw();
                }
            }
        } else {
            withdraw();
        }
    }

    /** An adapter goes: its sessions are handed over while it is still there, even when another one could open new ones. */
    void leave(final ClusterManager adapter) {
        if (sessions.stream().anyMatch(session -> session.adapter() == adapter)) {
            withdraw();
        }
        offer();
    }

    void withdraw() {
        final Runnable end = offered.getAndSet(null);
        if (end != null) {
            end.run();
        }
    }

    @Override
    public String name() {
        return definition.name() + adapterOf(definition.masterUrl()).map(adapter -> " (" + adapter.name() + ")").orElse("");
    }

    @Override
    public String masterUrlForms() {
        return definition.url();
    }

    @Override
    public boolean accepts(final String masterUrl) {
        return masterUrl.strip().equals(definition.url());
    }

    @Override
    public Map<String, String> settingsOf(final String masterUrl) {
        final String url = definition.masterUrl();
        final Map<String, String> settings = new HashMap<>(adapterOf(url).map(adapter -> adapter.settingsOf(url)).orElse(Map.of()));
        settings.putAll(definition.settings());
        return settings;
    }

    @Override
    public String clusterOf(final String masterUrl) {
        return definition.masterUrl();
    }

    @Override
    public ClusterSession open(final ApplicationDescription application, final ClusterListener listener) throws ClusterException {
        if (removed) {
            throw new ClusterException("the cluster " + definition.name() + " is no longer configured: its configuration " + ClusterConfig.PID + " was deleted");
        }
        final String url = definition.masterUrl();
        final ClusterManager adapter = adapter(url);
        final Map<String, String> configuration = new HashMap<>(application.configuration());
        configuration.put(MASTER, url);
        // An application that moves here brings the credential of the cluster that it comes from.
        Optional.ofNullable(definition.settings().get(ClusterDefinition.CREDENTIALS)).ifPresent(file -> configuration.put(ClusterDefinition.CREDENTIALS, file));
        return hold(adapter.open(new ApplicationDescription(application.id(), application.name(), url, configuration), listener), adapter, url);
    }

    @Override
    public ClusterSession attach(final byte[] detached, final ClusterListener listener) throws ClusterException {
        final DetachedClaim claim = DetachedClaim.decode(detached);
        final ClusterManager adapter = adapter(claim.masterUrl());
        return hold(adapter.attach(claim.state(), listener), adapter, claim.masterUrl());
    }

    private ClusterSession hold(final ClusterSession session, final ClusterManager adapter, final String url) {
        final NamedSession named = new NamedSession(session, adapter, url, this::ended);
        sessions.add(named);
        return named;
    }

    private void ended(final NamedSession session) {
        if (!sessions.remove(session)) {
            return; // closed after it was detached
        }
        if (removed) {
            offer();
        }
        if (!isUsed()) {
            unused.run();
        }
    }

    private boolean isOfUse() {
        return adapterOf(definition.masterUrl()).isPresent() && !(removed && sessions.isEmpty());
    }

    private ClusterManager adapter(final String url) throws ClusterException {
        return adapterOf(url).orElseThrow(() -> new ClusterException("the cluster " + definition.name() + " is at " + url
                + ", and no cluster manager that takes such URLs is here: start its bundle"));
    }

    private Optional<ClusterManager> adapterOf(final String url) {
        return adapters.stream().filter(adapter -> adapter.accepts(url)).findFirst();
    }

    private void refuseWhileUsed(final String key, final String old, final String wanted) throws ConfigurationException {
        if (isUsed() && !old.equals(wanted)) {
            throw new ConfigurationException(key, key + "=" + wanted + " cannot take the place of " + key + "=" + old + " while " + sessions.size()
                    + " applications run there: move or end them first, or define another cluster");
        }
    }
}
