package io.kindling.cluster.local;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.cluster.api.ApplicationDescription;
import io.kindling.cluster.api.ClusterException;
import io.kindling.cluster.api.ClusterListener;
import io.kindling.cluster.api.ClusterManager;
import io.kindling.cluster.api.ClusterSession;
import io.kindling.cluster.api.ContainerId;
import io.kindling.cluster.api.ExecutorLaunchSpec;
import io.kindling.cluster.api.ExecutorTarget;
import io.kindling.common.ApplicationId;
import io.kindling.common.ExecutorId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Local clusters whose processes are {@code cat}, behind an adapter for standalone clusters that only notes what it is asked. */
public class MachineClusterTest {

    private static final String URL = "local-cluster[1,1,512]";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final Children children = new Children();
    private final Standalone standalone = new Standalone();
    private final MachineClusterManager manager = new MachineClusterManager(children, standalone, Path.of("/there/is/no/home"));

    @After
    public void stop() {
        children.running.values().forEach(Process::destroyForcibly);
    }

    @Test(timeout = 30_000)
    public void shouldKeepTheTwoClustersOfAnApplicationThatMovesApart() throws Exception {
        final ClusterSession first = open();
        final ClusterSession second = open();
        assertEquals("a master and a worker each", 4, children.running.size());
        assertEquals(2, standalone.opened.size());
        assertFalse(standalone.opened.get(0).equals(standalone.opened.get(1)));

        first.close();
        assertEquals("those of the other go on", 2, children.running.values().stream().filter(Process::isAlive).count());
        manager.attach(second.detach(), null).close();

        assertEquals(0, children.running.values().stream().filter(Process::isAlive).count());
    }

    @Test(timeout = 30_000)
    public void shouldSayWhyTheMasterDoesNotStart() {
        children.kind = Kind.FAILS_WITHOUT_A_WORD;

        final ClusterException e = assertThrows(ClusterException.class, this::open);

        assertTrue(e.getMessage(), e.getMessage().contains("ended with exit code 1") && e.getMessage().contains("master.err"));
        assertEquals(0, standalone.opened.size());
    }

    @Test(timeout = 30_000)
    public void shouldSayWhyAProcessCannotBeStarted() {
        children.kind = Kind.CANNOT_BE_STARTED;

        final ClusterException e = assertThrows(ClusterException.class, this::open);

        assertTrue(e.getMessage(), e.getMessage().contains("too many processes"));
    }

    @Test(timeout = 30_000)
    public void shouldLeaveNoSessionThatCameWhileItWasStopped() throws Exception {
        final byte[] detached = open().detach();
        standalone.whileAttaching = manager::deactivate;

        assertThrows(ClusterException.class, () -> manager.attach(detached, null));

        assertEquals("the first one and the one that came too late", 2, standalone.detached);
        assertEquals("another version may go on with it", 2, children.running.values().stream().filter(Process::isAlive).count());
        standalone.whileAttaching = () -> { };
        new MachineClusterManager(children, standalone, null).attach(detached, null).close();
    }

    private ClusterSession open() throws ClusterException {
        return manager.open(new ApplicationDescription(new ApplicationId("app"), "name", URL, Map.of()), null);
    }

    /** What becomes of processes. */
    private enum Kind { RUNS, FAILS_WITHOUT_A_WORD, CANNOT_BE_STARTED }

    /** Those that run are {@code cat}; a master's credential is there at once. */
    private static final class Children implements BiFunction<String, ProcessBuilder, Process> {

        private final Map<String, Process> running = new ConcurrentHashMap<>();
        private Kind kind = Kind.RUNS;

        @Override
        public Process apply(final String name, final ProcessBuilder builder) {
            return builder == null ? running.get(name) : running.computeIfAbsent(name, key -> start(key, builder));
        }

        private Process start(final String name, final ProcessBuilder builder) {
            try {
                if (kind == Kind.CANNOT_BE_STARTED) {
                    throw new IOException("too many processes");
                }
                if (kind == Kind.FAILS_WITHOUT_A_WORD) {
                    return new ProcessBuilder("sh", "-c", "exit 1").start();
                }
                final Path directory = builder.directory().toPath();
                if (name.endsWith("/master")) {
                    Files.writeString(directory.resolve("credential"), "master=kindling://" + directory.getFileName());
                }
                return builder.command("cat").start();
            } catch (final IOException e) {
                throw new UncheckedIOException("cannot start " + name + ": " + e.getMessage(), e);
            }
        }
    }

    /** Opens everything. */
    private static final class Standalone implements ClusterManager {

        private final List<String> opened = new ArrayList<>();
        private int detached;
        private Runnable whileAttaching = () -> { };

        @Override
        public String name() {
            return "standalone";
        }

        @Override
        public String masterUrlForms() {
            return "kindling://DIRECTORY";
        }

        @Override
        public boolean accepts(final String masterUrl) {
            return true;
        }

        @Override
        public ClusterSession open(final ApplicationDescription application, final ClusterListener listener) {
            opened.add(application.masterUrl());
            return new Session();
        }

        @Override
        public ClusterSession attach(final byte[] state, final ClusterListener listener) {
            whileAttaching.run();
            return new Session();
        }

        private final class Session implements ClusterSession {

            @Override
            public void setTarget(final ExecutorTarget target) {
            }

            @Override
            public void launch(final ContainerId container, final ExecutorLaunchSpec spec) {
            }

            @Override
            public void release(final ExecutorId executor) {
            }

            @Override
            public byte[] detach() {
                detached++;
                return new byte[] {1};
            }

            @Override
            public void close() {
            }
        }
    }
}
