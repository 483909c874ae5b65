package io.kindling.itests.processes;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import io.kindling.itests.processes.Kindling.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    private Kindling kindling;
    private Path local;
    private Path jar;

    @Before
    public void plug() throws IOException {
        final Path root = folder.getRoot().toPath();
        local = folder.newFolder("local").toPath();
        jar = ApplicationJar.make(root, "1");
        kindling = Kindling.copied(root);
        kindling.plug(FolderShuffles.class, "plugins/executor");
    }

    @Test
    public void shouldShuffleThroughAnotherBundleOnExecutors() throws Exception {
        final Outcome outcome = run("local-cluster[2,1,256]", "kindling.shuffle.manager=folder");

        assertEquals(outcome.err(), 0, outcome.exitCode());
        assertEquals("keys=1000 wrong=0 again=1000 folder=" + MAPS + " built-in=0\n", outcome.out());
        assertEquals("what was shuffled goes with its application", List.of(), left());
    }

    @Test
    public void shouldShuffleThroughAnotherBundleInTheDriversProcess() throws Exception {
        final Outcome outcome = run("local[2]", "kindling.shuffle.manager=folder");

        assertEquals(outcome.err(), 0, outcome.exitCode());
        assertEquals("keys=1000 wrong=0 again=1000 folder=" + MAPS + " built-in=0\n", outcome.out());
    }

    @Test
    public void shouldShuffleThroughItsOwnUnlessTold() throws Exception {
        final Outcome outcome = run("local-cluster[2,1,256]");

        assertEquals(outcome.err(), 0, outcome.exitCode());
        assertEquals("keys=1000 wrong=0 again=1000 folder=0 built-in=" + MAPS + "\n", outcome.out());
    }

    @Test
    public void shouldFailByNameIfThereIsNoSuchShuffle() throws Exception {
        final Outcome outcome = run("local-cluster[1,1,256]", "kindling.shuffle.manager=foldr", "kindling.executor.maxLaunchFailures=2");

        assertNotEquals(0, outcome.exitCode());
        assertEquals("", outcome.out());
        assertTrue(outcome.err(), outcome.err().contains("2 executors in a row ended before they had registered, and none ever did"));
        assertTrue(outcome.err(), outcome.err().contains("kindling.shuffle.manager=foldr names no shuffle that is installed here; there are [files, folder]"));
    }

    private Outcome run(final String master, final String... options) throws IOException, InterruptedException {
        final List<String> arguments = new ArrayList<>(List.of("submit", "--master", master, "--conf", "kindling.executor.memory=256m", "--conf", "kindling.local.dir=" + local));
        for (final String option : options) {
            arguments.addAll(List.of("--conf", option));
        }
        arguments.addAll(List.of("--class", "io.kindling.itests.app.ShuffleFiles", jar.toString(), local.toString()));
        try (Kindling.Call call = kindling.start(arguments.toArray(String[]::new))) {
            return call.await(LIMIT_SECONDS);
        }
    }

    private List<Path> left() throws IOException {
        try (Stream<Path> files = Files.list(local)) {
            return files.toList();
        }
    }
}
