package io.kindling.cluster.standalone.adapter;

import io.kindling.cluster.api.ClusterManager;
import io.kindling.cluster.standalone.join.MasterAddress;
import io.kindling.cluster.standalone.master.TestMaster;
import io.kindling.cluster.standalone.worker.TestWorker;
import io.kindling.cluster.testkit.AnotherBuild;
import io.kindling.cluster.testkit.ClusterManagerContractTest;
import io.kindling.common.ApplicationId;
import io.kindling.transport.netty.NettyTransport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.rules.TemporaryFolder;

public class StandaloneContractTest extends ClusterManagerContractTest {

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final NettyTransport transport = new NettyTransport();
    private Path credential;
    private MasterAddress address;
    private TestMaster master;
    private TestWorker worker;

    @Before
    public void start() throws IOException {
        credential = folder.getRoot().toPath().resolve("credential");
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            address = new MasterAddress("127.0.0.1", probe.getLocalPort());
        }
        master = new TestMaster(transport, address, credential);
        worker = new TestWorker(transport, credential, folder.newFolder("work").toPath(), 2);
    }

    @After
    public void stop() {
        worker.close();
        master.close();
    }

    @Override
    protected ClusterManager newManager() {
        return new StandaloneClusterManager(transport, "1");
    }

    @Override
    protected String masterUrl() {
        return address.toString();
    }

    @Override
    protected String malformedUrl() {
        return "kindling://host:port";
    }

    @Override
    protected Map<String, String> configuration() {
        return Map.of("kindling.credentials.file", credential.toString());
    }

    @Override
    protected ClusterManager newManager(final AnotherBuild build) {
        return build.newManager(StandaloneClusterManager.class, transport, "1");
    }

    @Override
    protected boolean kill(final ApplicationId gone, final int executor) {
        return worker.kill(gone, executor);
    }

    @Override
    protected boolean disconnect() {
        master.close();
        return true;
    }

    @Override
    protected void reconnect() throws IOException {
        master = new TestMaster(transport, address, credential);
    }

    /** The transport's, the worker's processes', and the JVM's for whoever waits for processes. */
    @Override
    protected boolean mayStay(final Thread thread) {
        return thread.getName().startsWith("kindling-net");
    }

    @Override
    protected Set<Integer> running(final ApplicationId application) {
        return worker.running(application);
    }
}
