package io.kindling.driver;

import io.kindling.api.KindlingException;
import io.kindling.api.admin.ApplicationListener;
import io.kindling.api.spi.OperationServer;
import io.kindling.api.spi.ProgressListener;
import io.kindling.common.config.ConfigDefaults;
import io.kindling.common.config.ConfigSchema;
import io.kindling.dataflow.RecordCodecFactory;
import io.kindling.deploy.ClassSpaces;
import io.kindling.driver.config.DriverKeys;
import io.kindling.driver.control.ClusterControl;
import io.kindling.driver.control.ClusterProvider;
import io.kindling.scheduler.api.SchedulerFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** The services that are there now, and the choice among them. Thread-safe. */
final class ServiceBoard {

    private static final String LOCAL = "local";
    private static final String LOCAL_CLUSTER = "local-cluster";

    private final List<SchedulerFactory> schedulers = new CopyOnWriteArrayList<>();
    private final List<ClassSpaces> classSpaces = new CopyOnWriteArrayList<>();
    private final List<RecordCodecFactory> codecs = new CopyOnWriteArrayList<>();
    private final List<OperationServer> operationServers = new CopyOnWriteArrayList<>();
    private final List<NamedTransport> transports = new CopyOnWriteArrayList<>();
    private final List<ClusterProvider> clusters = new CopyOnWriteArrayList<>();
    private final List<ConfigSchema> schemas = new CopyOnWriteArrayList<>();
    private final List<ConfigDefaults> defaults = new CopyOnWriteArrayList<>();
    private final List<ProgressListener> listeners = new CopyOnWriteArrayList<>();
    private final List<ApplicationListener> applicationListeners = new CopyOnWriteArrayList<>();
    private final Set<ClusterControl> controls = ConcurrentHashMap.newKeySet();

    List<SchedulerFactory> schedulers() {
        return schedulers;
    }

    List<ClassSpaces> classSpaces() {
        return classSpaces;
    }

    List<RecordCodecFactory> codecs() {
        return codecs;
    }

    List<OperationServer> operationServers() {
        return operationServers;
    }

    /** Who serves clients; only applications that do so need one. */
    OperationServer operationServer() {
        return operationServers.stream().findFirst().orElseThrow(() -> new KindlingException("Nothing here serves clients: start the bundle io.kindling.calls"));
    }

    List<NamedTransport> transports() {
        return transports;
    }

    List<ClusterProvider> clusters() {
        return clusters;
    }

    List<ConfigSchema> schemas() {
        return schemas;
    }

    List<ConfigDefaults> defaults() {
        return defaults;
    }

    /** What operators have set for contexts that say nothing else. */
    Map<String, String> defaultSettings() {
        final Map<String, String> settings = new TreeMap<>();
        defaults.forEach(each -> each.defaults().forEach(settings::putIfAbsent));
        return settings;
    }

    List<ProgressListener> listeners() {
        return listeners;
    }

    List<ApplicationListener> applicationListeners() {
        return applicationListeners;
    }

    /** The applications' ties to their clusters, of those too that are being started: they are told of adapters that come and go. */
    Set<ClusterControl> controls() {
        return controls;
    }

    /** Whether an adapter is still there. */
    boolean has(final ClusterProvider provider) {
        return clusters.stream().anyMatch(each -> each.manager() == provider.manager());
    }

    /** What a context needs and is not there, each in words; empty if all is there. */
    List<String> missing() {
        final List<String> missing = new ArrayList<>();
        if (schedulers.isEmpty()) {
            missing.add("no scheduler: start io.kindling.scheduler");
        }
        if (transports.isEmpty()) {
            missing.add("no transport: start io.kindling.transport.netty, or io.kindling.transport.local for local masters");
        }
        if (clusters.isEmpty()) {
            missing.add("no cluster manager: start io.kindling.cluster.local or io.kindling.cluster.standalone, or another adapter");
        }
        if (classSpaces.isEmpty()) {
            missing.add("no class spaces: start io.kindling.deploy");
        }
        if (codecs.isEmpty()) {
            missing.add("no record codecs: start io.kindling.dataflow");
        }
        return missing;
    }

    /** What is there, for people. */
    String summary() {
        return "transports " + transports.stream().map(NamedTransport::name).sorted().collect(Collectors.joining(", "))
                + "; cluster managers " + clusters.stream().map(c -> c.name() + " (" + c.manager().masterUrlForms() + ")").sorted().collect(Collectors.joining(", "));
    }

    SchedulerFactory scheduler() {
        mustBeComplete();
        return schedulers.get(0);
    }

    ClassSpaces spaces() {
        mustBeComplete();
        return classSpaces.get(0);
    }

    RecordCodecFactory codec() {
        mustBeComplete();
        return codecs.get(0);
    }

    /** The cluster manager of a master URL. */
    ClusterProvider cluster(final String masterUrl) {
        mustBeComplete();
        return ClusterProvider.best(clusters, masterUrl)
                .orElseThrow(() -> new KindlingException("unknown master URL '" + masterUrl + "': use one of "
                        + clusters.stream().map(each -> each.manager().masterUrlForms()).sorted().collect(Collectors.joining(", "))));
    }

    /** The URL of the cluster itself, if the master URL is a name for it; the URL as it is if no adapter that takes it is there now. */
    String clusterUrl(final String masterUrl) {
        return ClusterProvider.best(clusters, masterUrl).map(each -> each.manager().clusterOf(masterUrl)).orElse(masterUrl);
    }

    /** The transport that the configuration names, or the one that fits its master URL. */
    NamedTransport transport(final Map<String, String> configuration) {
        mustBeComplete();
        final String wanted = DriverKeys.TRANSPORT.read(configuration);
        if (wanted != null) {
            return best(wanted).orElseThrow(() -> new KindlingException(DriverKeys.TRANSPORT.name() + "=" + wanted
                    + " is not there: the transports are " + transports.stream().map(NamedTransport::name).sorted().collect(Collectors.joining(", "))));
        }
        final String master = clusterUrl(configuration.get(DriverKeys.MASTER.name()).strip());
        if (master.startsWith(LOCAL) && !master.startsWith(LOCAL_CLUSTER) && best(LOCAL).isPresent()) {
            return best(LOCAL).get();
        }
        return transports.stream().filter(t -> !t.name().equals(LOCAL)).max(Comparator.comparingInt(NamedTransport::ranking))
                .orElseThrow(() -> new KindlingException("No transport reaches other processes, which the master URL " + master
                        + " needs: start io.kindling.transport.netty"));
    }

    private Optional<NamedTransport> best(final String name) {
        return transports.stream().filter(t -> t.name().equals(name)).max(Comparator.comparingInt(NamedTransport::ranking));
    }

    private void mustBeComplete() {
        final List<String> missing = missing();
        if (!missing.isEmpty()) {
            throw new KindlingException("No context can be made: " + String.join("; ", missing));
        }
    }
}
