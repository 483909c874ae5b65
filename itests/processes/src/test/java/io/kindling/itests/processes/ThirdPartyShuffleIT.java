package io.kindling.itests.processes;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.example.kindling.folder.FolderShuffles;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A shuffle that is no part of Kindling is dropped into the plugins of a distribution, and applications shuffle through it. */
public class ThirdPartyShuffleIT {

    private static final long LIMIT_SECONDS = 180;
    private static final int MAPS = 8;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private Path home;
    private Path local;
    private Path jar;

    @Before
    public void copyTheDistribution() throws IOException {
        home = folder.getRoot().toPath().resolve("home");
        local = folder.newFolder("local").toPath();
        jar = ApplicationJar.make(folder.getRoot().toPath(), "1");
        try (Stream<Path> files = Files.walk(Kindling.home())) {
            for (final Path file : files.toList()) {
                Files.copy(file, home.resolve(Kindling.home().relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        final Path bundle = Path.of(FolderShuffles.class.getProtectionDomain().getCodeSource().getLocation().getPath());
        Files.createDirectories(home.resolve("plugins/executor"));
        Files.copy(bundle, home.resolve("plugins/executor").resolve(bundle.getFileName()));
    }

    @Test
    public void shouldShuffleThroughAnotherBundleOnExecutors() throws Exception {
        final Outcome outcome = run("local-cluster[2,1,256]", "folder");

        assertEquals(outcome.err, 0, outcome.exitCode);
        assertEquals("keys=1000 wrong=0 again=1000 folder=" + MAPS + " built-in=0\n", outcome.out);
        assertEquals("what was shuffled goes with its application", List.of(), left());
    }

    @Test
    public void shouldShuffleThroughAnotherBundleInTheDriversProcess() throws Exception {
        final Outcome outcome = run("local[2]", "folder");

        assertEquals(outcome.err, 0, outcome.exitCode);
        assertEquals("keys=1000 wrong=0 again=1000 folder=" + MAPS + " built-in=0\n", outcome.out);
    }

    @Test
    public void shouldShuffleThroughItsOwnUnlessTold() throws Exception {
        final Outcome outcome = run("local-cluster[2,1,256]", "files");

        assertEquals(outcome.err, 0, outcome.exitCode);
        assertEquals("keys=1000 wrong=0 again=1000 folder=0 built-in=" + MAPS + "\n", outcome.out);
    }

    @Test
    public void shouldFailByNameIfThereIsNoSuchShuffle() throws Exception {
        final Outcome outcome = run("local-cluster[1,1,256]", "foldr", "--conf", "kindling.executor.maxLaunchFailures=2");

        assertNotEquals(0, outcome.exitCode);
        assertEquals("", outcome.out);
        assertTrue(outcome.err, outcome.err.contains("2 executors in a row ended before they had registered, and none ever did"));
        assertTrue(outcome.err, outcome.err.contains("kindling.shuffle.manager=foldr names no shuffle that is installed here; there are [files, folder]"));
    }

    private Outcome run(final String master, final String shuffle, final String... options) throws IOException, InterruptedException {
        final List<String> command = new ArrayList<>(List.of(home.resolve("bin/kindling").toString(), "submit", "--master", master,
                "--conf", "kindling.shuffle.manager=" + shuffle, "--conf", "kindling.executor.memory=256m", "--conf", "kindling.local.dir=" + local));
        command.addAll(List.of(options));
        command.addAll(List.of("--class", "io.kindling.itests.app.ShuffleFiles", jar.toString(), local.toString()));
        final Path out = Files.createTempFile(folder.getRoot().toPath(), "out", ".txt");
        final Path err = Files.createTempFile(folder.getRoot().toPath(), "err", ".txt");
        final ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().put("KINDLING_JAVA_OPTS", "-Djava.io.tmpdir=" + folder.newFolder() + " -Duser.home=" + folder.getRoot());
        builder.environment().remove("KINDLING_PLUGINS");
        final Process process = builder.start();
        try {
            assertTrue("it does not end; " + Files.readString(err), process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS));
            return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private List<Path> left() throws IOException {
        try (Stream<Path> files = Files.list(local)) {
            return files.toList();
        }
    }

    private record Outcome(int exitCode, String out, String err) {
    }
}
