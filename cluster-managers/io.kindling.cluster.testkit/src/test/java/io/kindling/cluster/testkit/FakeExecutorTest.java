package io.kindling.cluster.testkit;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.common.ApplicationId;
import io.kindling.common.RuntimeCommand;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class FakeExecutorTest {

    private static final ApplicationId APPLICATION = new ApplicationId("app-fake");
    private static final byte[] BOOTSTRAP = {1, 0, -1, 13, 10};

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test(timeout = 60_000)
    public void shouldProveWhatItWasStartedWithAndEndWithItsInput() throws Exception {
        final FakeExecutors fakes = new FakeExecutors(folder.getRoot().toPath());
        final Process process = start(fakes, Map.of());
        try {
            final FakeExecutors.Proof proof = fakes.await(APPLICATION, 7, Duration.ofSeconds(30));

            assertEquals(process.pid(), proof.pid());
            assertArrayEquals(BOOTSTRAP, proof.bootstrap());
            assertEquals("a b", proof.property("an.option"));
            assertTrue(proof.mentions("a b"));
            assertFalse(proof.mentions("what it was not given"));
            process.getOutputStream().close();
            assertEquals(0, process.waitFor());
        } finally {
            process.destroyForcibly();
        }
    }

    @Test(timeout = 60_000)
    public void shouldFailAsItIsTold() throws Exception {
        final Process process = start(new FakeExecutors(folder.getRoot().toPath()), Map.of(FakeExecutor.EXIT, "9"));

        assertEquals(9, process.waitFor());
    }

    @Test
    public void shouldMissAProofThatIsNotThere() {
        final FakeExecutors fakes = new FakeExecutors(folder.getRoot().toPath());

        final AssertionError e = assertThrows(AssertionError.class, () -> fakes.await(APPLICATION, 7, Duration.ZERO));

        assertTrue(e.getMessage(), e.getMessage().contains("executor 7 of app-fake"));
    }

    private static Process start(final FakeExecutors fakes, final Map<String, String> environment) throws IOException {
        final ProcessBuilder builder = new ProcessBuilder(RuntimeCommand.of(fakes.home(), List.of("-Dan.option=a b"), "executor", List.of()));
        builder.environment().putAll(fakes.environment(APPLICATION, 7));
        builder.environment().putAll(environment);
        final Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        final DataOutputStream out = new DataOutputStream(process.getOutputStream());
        out.writeInt(BOOTSTRAP.length);
        out.write(BOOTSTRAP);
        out.flush();
        return process;
    }
}
