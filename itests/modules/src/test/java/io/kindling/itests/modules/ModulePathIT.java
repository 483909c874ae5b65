package io.kindling.itests.modules;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The launcher and Felix boot from the module path, with nothing opened, and the bundles run in it. */
public class ModulePathIT {

    private static final long LIMIT_SECONDS = 120;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void shouldTellItsVersion() throws Exception {
        assertTrue(run(List.of(), "version").startsWith("Kindling "));
    }

    @Test
    public void shouldRunAnExampleInThisJvm() throws Exception {
        assertEquals("Pi is roughly 3.1415\n", run(List.of(), "submit", "--master", "local[2]", "--class", "io.kindling.examples.Pi", examples(), "4"));
    }

    /** Its daemons and executors are started as ever, from the class path. */
    @Test
    public void shouldRunAnExampleOnALocalCluster() throws Exception {
        assertEquals("Pi is roughly 3.1415\n", run(List.of(), "submit", "--master", "local-cluster[1,2,256]", "--conf", "kindling.executor.memory=256m",
                "--class", "io.kindling.examples.Pi", examples(), "4"));
    }

    @Test
    public void shouldHaveTheLauncherAndTheFrameworkAsNamedModules() throws Exception {
        final String modules = run(List.of("--show-module-resolution"), "version");

        assertTrue(modules, modules.contains("root io.kindling.launcher "));
        assertTrue(modules, modules.contains("io.kindling.launcher requires org.apache.felix.framework "));
    }

    private static String examples() {
        return Jars.distribution().resolve("examples/kindling-examples.jar").toString();
    }

    private String run(final List<String> options, final String... arguments) throws IOException, InterruptedException {
        final Path temporary = Files.createDirectories(folder.getRoot().toPath().resolve("tmp"));
        final List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporary, "-Duser.home=" + folder.getRoot()));
        command.addAll(options);
        command.addAll(List.of("-p", Jars.distribution().resolve("lib").toString(), "-m", "io.kindling.launcher/io.kindling.launcher.Main", "driver"));
        command.addAll(List.of(arguments));
        final Path out = Files.createTempFile(folder.getRoot().toPath(), "out", ".txt");
        final Path err = Files.createTempFile(folder.getRoot().toPath(), "err", ".txt");
        final Process process = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        try {
            assertTrue("it does not end; " + Files.readString(err), process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS));
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        assertEquals(Files.readString(err), 0, process.exitValue());
        return Files.readString(out);
    }
}
