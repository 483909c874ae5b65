package io.kindling.driver.control;

import io.kindling.api.KindlingException;
import io.kindling.driver.config.DriverKeys;
import io.kindling.transport.api.Acceptor;
import io.kindling.transport.api.ListenSpec;
import io.kindling.transport.api.Listener;
import io.kindling.transport.api.Transport;
import java.io.IOException;
import java.util.Map;

/** Opens the driver's port; if it is taken, one of the next. */
public final class DriverPort {

    private static final int LAST_PORT = 65_535;

    private DriverPort() {
    }

    /**
     * Opens it.
     *
     * @param spec its port is where to begin
     * @throws KindlingException if none of the ports can be had; names the keys
     */
    public static Listener open(final Transport transport, final Map<String, String> configuration, final ListenSpec spec, final Acceptor acceptor) {
        final int retries = spec.port() == 0 ? 0 : DriverKeys.PORT_RETRIES.read(configuration);
        final int last = Math.min(LAST_PORT, spec.port() + retries);
        IOException failure = null;
        for (int port = spec.port(); port <= last; port++) {
            try {
                return transport.listen(new ListenSpec(spec.role(), spec.host(), port, spec.identity(), spec.authority(), spec.enrolment(),
                        spec.limits()), acceptor);
            } catch (final IOException e) {
                failure = e;
            }
        }
        throw new KindlingException("The driver cannot listen at " + spec.host() + (spec.port() == 0 ? "" : ", ports " + spec.port() + " to " + last)
                + ": " + failure.getMessage() + "; set " + DriverKeys.PORT.name() + " to a free port or 0 for any, and "
                + DriverKeys.BIND_ADDRESS.name() + " to an address of this machine", failure);
    }
}
