package io.kindling.itests.modules;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.kindling.common.RuntimeCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import org.junit.Test;

/** No process of ours opens or exports a package of the JDK: neither by a flag nor by a manifest. */
public class NothingOpenedIT {

    private static final Pattern FLAG = Pattern.compile("--add-(opens|exports|reads|modules)|--illegal-access|--patch-module");
    private static final List<String> HEADERS = List.of("Add-Opens", "Add-Exports", "Launcher-Agent-Class");

    @Test
    public void shouldStartProcessesWithoutFlags() {
        final List<String> command = RuntimeCommand.of(Jars.distribution(), List.of(), "executor", List.of());

        assertFalse(command.toString(), command.stream().anyMatch(argument -> FLAG.matcher(argument).find()));
        assertTrue(command.toString(), command.contains("-jar"));
    }

    @Test
    public void shouldHaveNoFlagInTheCommand() throws IOException {
        final String script = Files.readString(Jars.distribution().resolve("bin/kindling"));

        assertFalse(FLAG.matcher(script).find());
        assertTrue("it is the script", script.contains("lib/kindling.jar"));
    }

    @Test
    public void shouldHaveNoHeaderInManifestsOfOurs() throws IOException {
        final List<String> found = new ArrayList<>();
        final List<Path> jars = new ArrayList<>(Jars.jars(Jars.distribution().resolve("bundles")));
        jars.addAll(Jars.jars(Jars.distribution().resolve("lib")));
        for (final Path jar : jars) {
            try (JarFile file = new JarFile(jar.toFile())) {
                final Manifest manifest = file.getManifest();
                // A header counts in the jar alone that java -jar is given; nobody is given one of these, but ours have none anyway.
                if (manifest != null && jar.getFileName().toString().matches("(io\\.kindling|kindling).*")) {
                    HEADERS.stream().filter(header -> manifest.getMainAttributes().getValue(header) != null).forEach(header -> found.add(jar + ": " + header));
                }
            }
        }
        assertEquals(found.toString(), 0, found.size());
        assertTrue(jars.size() > 25);
    }
}
