package io.kindling.launcher;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The launcher as what it is: a process with an exit code. */
public class MainProcessTest {

    private static final long LIMIT_S = 60;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Path launcher;
    private Path temporary;
    private Path errors;
    private Process process;

    @Before
    public void makeHome() throws Exception {
        final Path root = folder.newFolder("home").toPath();
        new TestHome(root).bundle("program", Map.of("Bundle-Activator", ProgramActivator.class.getName(),
            "Import-Package", "org.osgi.framework"), ProgramActivator.class).assembly("test");
        launcher = root.resolve("lib").resolve("launcher.jar");
        pack(Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI()), launcher);
        temporary = folder.newFolder("tmp").toPath();
        errors = folder.newFile("stderr").toPath();
    }

    @After
    public void endProcess() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    @Test
    public void shouldExitWithTheCodeOfTheProgramAndLeaveNothing() throws Exception {
        start("test", "a", "b");
        assertEquals(2, exitCode());
        assertEquals("", Files.readString(errors));
        assertEquals(List.of(), left());
    }

    @Test
    public void shouldExitWithOneLineWhenTheProgramThrows() throws Exception {
        start("test", "throw");
        assertEquals(70, exitCode());
        final String said = Files.readString(errors);
        assertTrue(said, said.contains("thrown by the program"));
        assertEquals(said, 1, said.lines().count());
    }

    /** Two exits at once: the second's code would be the process's, if it came as the first had ended its hooks. */
    @Test
    public void shouldLeaveTheExitCodeToWhoeverCalledExitFirst() throws Exception {
        start("test", "exit");
        try (BufferedReader output = process.inputReader()) {
            assertEquals(List.of("running", "stopped", "main thread TERMINATED"), output.lines().toList());
        }
        assertEquals(ProgramActivator.EXIT_CODE, exitCode());
        assertEquals(List.of(), left());
    }

    @Test
    public void shouldExitWhenThereIsNoSuchAssembly() throws Exception {
        start("nonsense");
        assertEquals(70, exitCode());
        assertTrue(Files.readString(errors), Files.readString(errors).contains("there are [test]"));
    }

    @Test
    public void shouldStopItsBundlesWhenTerminated() throws Exception {
        start("test", "wait");
        try (BufferedReader output = process.inputReader()) {
            assertEquals("running", output.readLine());
            process.toHandle().destroy();
            assertEquals("stopped", output.readLine());
        }
        assertEquals(128 + 15, exitCode());
        assertEquals(List.of(), left());
    }

    private void start(final String... args) throws Exception {
        final String classPath = Stream.concat(Stream.of(launcher.toString()),
            Stream.of(System.getProperty("java.class.path").split(File.pathSeparator)).filter(jar -> jar.endsWith(".jar")))
            .collect(Collectors.joining(File.pathSeparator));
        final List<String> command = Stream.concat(Stream.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC",
            "-Djava.io.tmpdir=" + temporary, "-cp", classPath, Main.class.getName()), Stream.of(args)).toList();
        process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    }

    private int exitCode() throws InterruptedException {
        assertTrue("still running after " + LIMIT_S + " s", process.waitFor(LIMIT_S, TimeUnit.SECONDS));
        return process.exitValue();
    }

    private List<Path> left() throws Exception {
        try (Stream<Path> files = Files.list(temporary)) {
            return files.filter(file -> file.getFileName().toString().startsWith("kindling")).toList();
        }
    }

    private static void pack(final Path classes, final Path jar) throws Exception {
        try (OutputStream out = Files.newOutputStream(jar); JarOutputStream entries = new JarOutputStream(out);
             Stream<Path> files = Files.walk(classes)) {
            for (final Path file : files.filter(Files::isRegularFile).toList()) {
                entries.putNextEntry(new JarEntry(classes.relativize(file).toString().replace(File.separatorChar, '/')));
                entries.write(Files.readAllBytes(file));
            }
        }
    }
}
