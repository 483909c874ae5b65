package io.kindling.common;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.Test;

public class RuntimeCommandTest {

    @Test
    public void shouldStartTheLauncherOfTheHomeWithThisJvm() {
        final List<String> command = RuntimeCommand.of(Path.of("/opt/kindling"), List.of("-Xmx1g"), "executor", List.of("--now"));

        assertTrue(command.get(0).startsWith(System.getProperty("java.home")));
        assertEquals(List.of("-Xmx1g", "-jar", "/opt/kindling/lib/kindling.jar", "executor", "--now"),
                command.subList(command.size() - 5, command.size()));
    }
}
