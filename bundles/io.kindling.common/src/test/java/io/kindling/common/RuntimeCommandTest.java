package io.kindling.common;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.Test;

public class RuntimeCommandTest {

    @Test
    public void shouldStartTheLauncherOfTheHomeWithThisJvm() {
        final List<String> command = RuntimeCommand.of(Path.of("/opt/kindling"), List.of("-Xmx1g"), "executor", List.of("--now"));

        assertTrue(command.get(0).startsWith(System.getProperty("java.home")));
        assertEquals(List.of("-Xmx1g", "-jar", "/opt/kindling/lib/kindling.jar", "executor", "--now"),
                command.subList(command.size() - 5, command.size()));
    }

    /** The start script cannot ask this class. */
    @Test
    public void shouldCompileInExecutorsAsTheStartScriptDoesInDrivers() throws IOException {
        final String script = Files.readString(Path.of("../../launcher/distribution/src/bin/kindling"));
        final List<String> options = Pattern.compile("-XX:Tier4\\w+=\\d+").matcher(script).results().map(MatchResult::group).toList();
        assertEquals(RuntimeCommand.COMPILER, options);
    }
}
