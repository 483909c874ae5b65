package io.kindling.itests.processes;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import io.kindling.itests.processes.Kindling.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.example.kindling.processes.ProcessesClusterManager;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A cluster manager that is no part of Kindling is dropped into the plugins of a distribution, and applications run with it. */
public class ThirdPartyAdapterIT {

    private static final String RESULT = "Pi is roughly 3.1415\n";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private Kindling kindling;

    @Before
    public void plug() throws IOException {
        kindling = Kindling.copied(folder.getRoot().toPath());
        kindling.plug(ProcessesClusterManager.class, "plugins");
    }

    @Test
    public void shouldRunAnApplicationOnPlainProcesses() throws Exception {
        final Outcome outcome = pi("--master", "processes://local?slots=2", "--executor-cores", "1");

        assertEquals(outcome.err(), 0, outcome.exitCode());
        assertEquals(RESULT, outcome.out());
        assertTrue(outcome.err(), outcome.err().contains("4 of 4 tasks"));
        assertEquals("no output of executors is left", List.of(), left());
    }

    /** With a script in the place of ssh, which runs the command here. */
    @Test
    public void shouldRunAnApplicationThroughSsh() throws Exception {
        final Path calls = folder.getRoot().toPath().resolve("calls");
        final Path ssh = Files.writeString(folder.getRoot().toPath().resolve("ssh"), "#!/bin/sh\necho \"$1\" >> " + calls + "\nshift\nexec sh -c \"$*\"\n");
        Files.setPosixFilePermissions(ssh, PosixFilePermissions.fromString("rwx------"));

        final Outcome outcome = pi("--master", "processes://127.0.0.1,localhost?slots=1", "--conf", "kindling.processes.ssh=" + ssh);

        assertEquals(outcome.err(), 0, outcome.exitCode());
        assertEquals(RESULT, outcome.out());
        assertEquals(List.of("127.0.0.1", "localhost"), Files.readAllLines(calls).stream().sorted().toList());
    }

    @Test
    public void shouldRefuseWhatTheAdapterRefuses() throws Exception {
        final Outcome malformed = pi("--master", "processes://");
        assertNotEquals(0, malformed.exitCode());
        assertTrue(malformed.err(), malformed.err().contains("write processes://local[?slots=N] or processes://HOST,HOST...[?slots=N]"));

        final Outcome unknown = pi("--master", "processes://local", "--conf", "kindling.processes.hom=x");
        assertNotEquals(0, unknown.exitCode());
        assertTrue(unknown.err(), unknown.err().contains("did you mean kindling.processes.home?"));
    }

    @Test
    public void shouldTellOfAPluginThatDoesNotStartAndRunWithoutIt() throws Exception {
        try (Stream<Path> bundles = Files.list(kindling.distribution().resolve("bundles"))) {
            // A bundle of the same name and version is there already.
            final Path other = bundles.filter(file -> file.getFileName().toString().startsWith("io.kindling.cluster.standalone-")).findFirst().orElseThrow();
            Files.copy(other, kindling.distribution().resolve("plugins/again.jar"));
        }

        final Outcome outcome = pi("--master", "local[2]");

        assertEquals(outcome.err(), 0, outcome.exitCode());
        assertEquals(RESULT, outcome.out());
        assertTrue(outcome.err(), outcome.err().contains("again.jar cannot be installed"));
    }

    private Outcome pi(final String... options) throws IOException, InterruptedException {
        final List<String> arguments = new ArrayList<>(List.of("submit"));
        arguments.addAll(List.of(options));
        arguments.addAll(List.of("--class", "io.kindling.examples.Pi", kindling.distribution().resolve("examples/kindling-examples.jar").toString(), "4"));
        return kindling.run(arguments.toArray(String[]::new));
    }

    private List<Path> left() throws IOException {
        return kindling.leftovers().stream().filter(file -> file.getFileName().toString().startsWith("kindling-processes-")).toList();
    }
}
