package io.kindling.cluster.standalone.worker;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.kindling.cluster.api.ExecutorLaunchSpec;
import io.kindling.cluster.api.ResourceProfile;
import io.kindling.cluster.standalone.message.StartExecutor;
import io.kindling.common.ApplicationId;
import io.kindling.common.ExecutorId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.Test;

public class ExecutorCommandTest {

    @Test
    public void shouldPutTheUsersOptionsLastAndNoSecretInTheArguments() {
        final List<String> arguments = ExecutorCommand.arguments(start(1), Path.of("/home/k"), Path.of("/srv/kindling/app/1"), Path.of("/srv/kindling/app/outputs-w"));

        assertTrue(arguments.toString(), arguments.contains("-Xmx1073741824"));
        assertTrue(arguments.contains("-XX:+UseSerialGC"));
        assertTrue(arguments.contains("-XX:MaxHeapFreeRatio=95"));
        assertTrue(arguments.contains("-Dkindling.executor.outputs=/srv/kindling/app/outputs-w"));
        assertEquals(List.of("-Duser=1", "-jar", "/home/k/lib/kindling.jar", "executor"),
                arguments.subList(arguments.size() - 4, arguments.size()));
        assertFalse(arguments.toString().contains("hunter2"));
    }

    @Test
    public void shouldCollectInParallelWithSeveralCores() {
        assertTrue(ExecutorCommand.arguments(start(4), Path.of("/k"), Path.of("/w"), Path.of("/o")).contains("-XX:+UseParallelGC"));
    }

    @Test
    public void shouldNotCollectInParallelWithoutCores() {
        assertTrue(ExecutorCommand.arguments(start(0), Path.of("/k"), Path.of("/w"), Path.of("/o")).contains("-XX:+UseSerialGC"));
    }

    /** A JVM that is told of two does not start. */
    @Test
    public void shouldLeaveTheCollectorToTheUser() {
        final List<String> arguments = ExecutorCommand.arguments(start(4, "-XX:+UseZGC"), Path.of("/k"), Path.of("/w"), Path.of("/o"));
        assertEquals(List.of("-XX:+UseZGC"), arguments.stream().filter(option -> option.matches("-XX:.Use.*GC")).toList());
        assertTrue(ExecutorCommand.arguments(start(4, "-XX:-UseSerialGC"), Path.of("/k"), Path.of("/w"), Path.of("/o")).contains("-XX:+UseParallelGC"));
    }

    @Test
    public void shouldKeepSecretsOfTheWorkersEnvironmentFromTheApplication() {
        final Map<String, String> environment = new HashMap<>(Map.of("PATH", "/bin", "DB_PASSWORD", "x", "AWS_ACCESS_KEY_ID", "x", "API_TOKEN", "x",
                "MAPS_API_KEY", "x", "SSH_AUTH_SOCK", "x", "PGPASSFILE", "x", "KEY_PASSPHRASE", "x"));

        ExecutorCommand.scrub(environment);

        assertEquals(Map.of("PATH", "/bin"), environment);
    }

    private static StartExecutor start(final int cores, final String... options) {
        return new StartExecutor("c", "t", cores, 1L << 30, new ExecutorLaunchSpec(new ApplicationId("app"), new ExecutorId(1),
                new ResourceProfile(cores, 1L << 30, 1L << 28), "1", Stream.concat(Stream.of(options), Stream.of("-Duser=1")).toList(), Map.of(), "hunter2".getBytes(StandardCharsets.UTF_8)));
    }
}
