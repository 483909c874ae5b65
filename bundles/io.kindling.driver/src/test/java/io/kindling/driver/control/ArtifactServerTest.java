package io.kindling.driver.control;

import static org.junit.Assert.assertEquals;

import io.kindling.dataflow.RecordCodecs;
import io.kindling.deploy.DeployedClassSpaces;
import io.kindling.driver.code.ApplicationCode;
import io.kindling.driver.code.RecordCodecSource;
import io.kindling.plan.JobPlanner;
import io.kindling.protocol.message.FetchArtifact;
import io.kindling.protocol.message.Messages;
import io.kindling.protocol.wire.WireFormat;
import io.kindling.transport.api.Connection;
import io.kindling.transport.api.Frame;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Who has fetched what, of executors that come and go for weeks. */
public class ArtifactServerTest {

    private static final String EXECUTOR = "kindling://app/a/executor/0";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final WireFormat format = new WireFormat(Messages.table());
    private ApplicationCode code;
    private ArtifactServer server;
    private boolean open = true;
    private final Connection connection = (Connection) Proxy.newProxyInstance(Connection.class.getClassLoader(), new Class<?>[] {Connection.class},
            (self, method, arguments) -> switch (method.getName()) {
                case "peer" -> EXECUTOR;
                case "reply" -> open;
                case "hashCode" -> 1;
                case "equals" -> self == arguments[0];
                default -> null;
            });

    @Before
    public void serve() throws Exception {
        final DeployedClassSpaces spaces = new DeployedClassSpaces(Object.class);
        code = new ApplicationCode(spaces, "a", spaces.ofLoader(getClass().getClassLoader(), List.of(jar("first"))), new JobPlanner(new CachedRdds()),
                new RecordCodecSource(RecordCodecs.factory(), Map.of()));
        server = new ArtifactServer(code, false, format, Runnable::run);
    }

    @After
    public void close() {
        code.close();
    }

    private Path jar(final String text) throws IOException {
        final Path jar = folder.getRoot().toPath().resolve("app.jar");
        try (OutputStream out = Files.newOutputStream(jar); JarOutputStream zip = new JarOutputStream(out)) {
            zip.putNextEntry(new JarEntry(text));
        }
        return jar;
    }

    private void fetchAll() {
        server.serve(connection, new Frame(Messages.FETCH_ARTIFACT, 1, new byte[0]), new FetchArtifact(code.current().artifacts().get(0).hash(), 1 << 20, 1));
    }

    private int executorsThatHaveIt() {
        return server.status(Set.of(EXECUTOR)).get(0).executors();
    }

    @Test
    public void shouldForgetWhatAnExecutorHasFetchedThatIsGone() {
        fetchAll();
        assertEquals(1, executorsThatHaveIt());

        server.gone(connection);

        assertEquals(0, executorsThatHaveIt());
    }

    /** The end may come before the answer to the last question. */
    @Test
    public void shouldRememberNothingOfAnExecutorThatIsGone() {
        open = false;
        server.gone(connection);

        fetchAll();

        assertEquals(0, executorsThatHaveIt());
    }
}
