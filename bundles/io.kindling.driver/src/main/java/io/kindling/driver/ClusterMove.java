package io.kindling.driver;

import io.kindling.api.KindlingException;
import io.kindling.cluster.api.ApplicationDescription;
import io.kindling.common.ApplicationId;
import io.kindling.driver.config.DriverKeys;
import io.kindling.driver.control.ApplicationControl;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.TreeMap;

/** Moves one application to other clusters, if its executors there could work with this driver. Blocks. Thread-safe. */
final class ClusterMove {

    private final ServiceBoard services;
    private final SessionOpener sessions;
    private final ApplicationControl control;
    private final NamedTransport transport;
    private final String driverHost;
    private final Map<String, String> configuration;

    /**
     * @param transport     what carries the application's messages, for good
     * @param driverHost    where executors find the driver, for good
     * @param configuration what it was started with
     */
    ClusterMove(final ServiceBoard services, final ApplicationControl control, final NamedTransport transport, final String driverHost,
                final Map<String, String> configuration) {
        this.services = services;
        this.control = control;
        this.transport = transport;
        this.driverHost = driverHost;
        this.configuration = configuration;
        sessions = new SessionOpener(services);
    }

    /** See {@link io.kindling.api.KindlingContext#moveTo}. */
    void to(final ApplicationId application, final String url) {
        final String masterUrl = url.strip();
        final Map<String, String> there = new TreeMap<>(configuration);
        there.put(DriverKeys.MASTER.name(), masterUrl);
        services.cluster(masterUrl);
        mustReach(masterUrl, there);
        final ApplicationDescription description = new ApplicationDescription(application, there.get(DriverKeys.APP_NAME.name()), masterUrl, there);
        try {
            sessions.open(description, provider -> control.cluster().moving(masterUrl, provider));
        } catch (final KindlingException e) {
            throw new KindlingException(e.getMessage() + ". The application stays at " + control.cluster().status().masterUrl(), e);
        }
    }

    private void mustReach(final String masterUrl, final Map<String, String> there) {
        final NamedTransport needed = services.transport(there);
        if (needed.transport() != transport.transport()) {
            throw new KindlingException("The application cannot be moved to " + masterUrl + ": its messages are carried by the transport " + transport.name()
                    + ", and executors there need " + needed.name() + ". local[N] runs within this process, clusters do not: start a new context");
        }
        if (!transport.withinJvm() && isLoopback(driverHost)) {
            final String address = LocalAddress.towards(services.clusterUrl(masterUrl));
            if (!isLoopback(address)) {
                throw new KindlingException("The application cannot be moved to " + masterUrl + ": its driver listens at " + driverHost
                        + ", which executors there cannot reach. Start it with " + DriverKeys.HOST.name() + "=" + address);
            }
        }
    }

    private static boolean isLoopback(final String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (final UnknownHostException e) {
            return false;
        }
    }
}
