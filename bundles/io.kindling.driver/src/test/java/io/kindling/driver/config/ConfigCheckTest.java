package io.kindling.driver.config;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.api.KindlingException;
import io.kindling.cluster.api.ExecutorTarget;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.Test;

public class ConfigCheckTest {

    private final ConfigCheck check = new ConfigCheck(List.of(new DriverConfigSchema()));

    @Test
    public void shouldAcceptWhatIsKnownAndWhatIsTheApplicationsOwn() {
        check.check(with("kindling.executor.memory", "2g"));
        check.check(with("kindling.app.depth", "7"));
        check.check(with("kindling.executorEnv.LANG", "C"));
        check.check(with("kindling.home", "/opt/kindling"));
    }

    @Test
    public void shouldRefuseSayingWhatIsMeantOrAllowed() {
        refuse("kindling.executor.memry", "1g", "kindling.executor.memry", "did you mean kindling.executor.memory?");
        refuse("kindling.Executor.cores", "1", "did you mean kindling.executor.cores?");
        refuse("kindling.executorEnv.", "x", "kindling.executorEnv.");
        refuse("something.else", "x", "something.else is not known", "keys of your own begin with kindling.app.");
        refuse("spark.executor.memory", "1g", "spark.executor.memory is Spark's; write kindling.executor.memory");
        refuse("spark.executorEnv.X", "1", "write kindling.executorEnv.X");
        refuse("spark.dynamicAllocation.enabled", "true", "Kindling has nothing like it");
        refuse("kindling.executor.memory", "lots", "kindling.executor.memory=lots is not allowed", "a size from 64m to 4096g");
        refuse("kindling.executor.memory", "1", "a size from 64m");
        refuse("kindling.executor.cores", "0", "kindling.executor.cores=0 is not allowed", "a whole number from 1 to 4096");
        refuse("kindling.executor.cores", "two", "kindling.executor.cores=two");
        refuse("kindling.driver.port", "70000", "a whole number from 0 to 65535");
        refuse("kindling.network.timeout", "5", "kindling.network.timeout=5 is not allowed", "a time span from 1s to 1h");
        refuse("kindling.network.timeout", "10s", "kindling.network.timeout=10s must be more than kindling.executor.heartbeatInterval=10s");
        refuse("kindling.task.maxFailures", "0", "a whole number from 1 to 1000");
    }

    @Test
    public void shouldAskForAMaster() {
        final KindlingException e = assertThrows(KindlingException.class, () -> check.check(Map.of()));

        assertTrue(e.getMessage(), e.getMessage().contains("kindling.master is not set"));
    }

    @Test
    public void shouldReadWhatExecutorsAreLike() {
        final Map<String, String> conf = with("kindling.executor.memory", "8g");
        conf.putAll(Map.of("kindling.executor.cores", "4", "kindling.cores.max", "12", "kindling.executor.instances", "3",
                "kindling.executor.extraJavaOptions", "-Da='b c'  -Dd \"-De=f g\"", "kindling.executorEnv.LANG", "C"));

        final ExecutorSettings settings = ExecutorSettings.of(conf);

        assertEquals(8L << 30, settings.target().profile().heapBytes());
        assertEquals((8L << 30) / 10, settings.target().profile().overheadBytes());
        assertEquals(4, settings.target().profile().cores());
        assertEquals(3, settings.target().executors());
        assertEquals(12, settings.target().totalCores());
        assertEquals(List.of("-Da=b c", "-Dd", "-De=f g"), settings.javaOptions());
        assertEquals(Map.of("LANG", "C"), settings.environment());
    }

    @Test
    public void shouldTakeAllThatFitsByDefault() {
        final ExecutorTarget target = ExecutorSettings.of(with("kindling.app.x", "y")).target();

        assertEquals(0, target.profile().cores());
        assertEquals(ExecutorTarget.AS_MANY_AS_FIT, target.executors());
        assertEquals(ExecutorTarget.AS_MANY_AS_FIT, target.totalCores());
        assertEquals(384L << 20, target.profile().overheadBytes());
    }

    @Test
    public void shouldRefuseFiguresThatContradictEachOther() {
        final Map<String, String> cores = with("kindling.executor.cores", "4");
        cores.put("kindling.cores.max", "3");
        contains(assertThrows(KindlingException.class, () -> ExecutorSettings.of(cores)), "kindling.cores.max=3 is less than kindling.executor.cores=4");
        final Map<String, String> cpus = with("kindling.executor.cores", "1");
        cpus.put("kindling.task.cpus", "2");
        contains(assertThrows(KindlingException.class, () -> ExecutorSettings.of(cpus)), "kindling.task.cpus=2");
        contains(assertThrows(KindlingException.class, () -> ExecutorSettings.of(with("kindling.executor.extraJavaOptions", "-Xmx2g"))),
                "kindling.executor.memory");
        contains(assertThrows(KindlingException.class, () -> ExecutorSettings.of(with("kindling.executor.extraJavaOptions", "-Da='b"))), "not closed");
    }

    private void refuse(final String key, final String value, final String... texts) {
        contains(assertThrows(key + "=" + value, KindlingException.class, () -> check.check(with(key, value))), texts);
    }

    private static void contains(final KindlingException e, final String... texts) {
        for (final String text : texts) {
            assertTrue("'" + e.getMessage() + "' contains '" + text + "'", e.getMessage().contains(text));
        }
    }

    private static Map<String, String> with(final String key, final String value) {
        return new HashMap<>(Map.of("kindling.master", "local", key, value));
    }
}
