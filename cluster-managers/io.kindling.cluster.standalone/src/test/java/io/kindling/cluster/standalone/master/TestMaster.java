package io.kindling.cluster.standalone.master;

import io.kindling.cluster.standalone.join.MasterAddress;
import io.kindling.transport.api.Transport;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;

/** A master in the test's JVM. */
public final class TestMaster implements AutoCloseable {

    private final MasterServer server;

    public TestMaster(final Transport transport, final MasterAddress address, final Path credential) throws IOException {
        server = MasterServer.start(transport, address, ClusterKeys.of(credential, address, transport, new SecureRandom()), "1");
    }

    @Override
    public void close() {
        server.close();
    }
}
