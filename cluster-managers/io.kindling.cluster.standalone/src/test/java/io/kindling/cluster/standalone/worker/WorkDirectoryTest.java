package io.kindling.cluster.standalone.worker;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class WorkDirectoryTest {

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void shouldMakeDirectoriesForTheirOwnerAlone() throws IOException {
        final Path directory = new WorkDirectory(root()).create("app", 3);

        assertEquals(root().resolve("app/3"), directory);
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("stderr"))));
    }

    @Test
    public void shouldKeepTheOutputOfFailedExecutorsOnly() throws IOException {
        final WorkDirectory work = new WorkDirectory(root());
        final Path good = work.create("app", 1);
        final Path failed = work.create("app", 2);
        Files.writeString(failed.resolve("tmp/spill"), "x");

        work.ended("app", good, false);
        work.ended("app", failed, true);
        assertTrue(Files.exists(good.resolve("stdout")));
        assertFalse(Files.exists(failed.resolve("tmp")));
        work.ended("app");

        assertFalse(Files.exists(good));
        assertTrue(Files.exists(failed.resolve("stderr")));
    }

    @Test
    public void shouldKeepWhatExecutorsLeaveUntilTheApplicationEnds() throws IOException {
        final WorkDirectory work = new WorkDirectory(root());
        final Path first = work.create("app", 1);
        final Path second = work.create("app", 2);
        final Path left = Files.createDirectories(WorkDirectory.outputs(first)).resolve("left");
        Files.writeString(left, "x");
        assertEquals(WorkDirectory.outputs(first), WorkDirectory.outputs(second));

        work.ended("app", first, true);
        work.ended("app", second, false);
        assertTrue(Files.exists(left));
        work.ended("app");

        assertFalse(Files.exists(left.getParent()));
    }

    @Test
    public void shouldTakeWhatExecutorsLeaveAlongWhenTheWorkerEnds() throws IOException {
        final WorkDirectory work = new WorkDirectory(root());
        final Path left = Files.createDirectories(WorkDirectory.outputs(work.create("app", 1))).resolve("left");
        Files.writeString(left, "x");
        final WorkDirectory other = new WorkDirectory(root());
        final Path alive = other.create("app", 2);

        work.leave();
        assertTrue("executors of the other worker use it", Files.exists(left));
        other.ended("app", alive, true);
        work.leave();

        assertFalse(Files.exists(left));
    }

    @Test
    public void shouldTakeWhatExecutorsLeaveAlongWithTheLastWorkerThatEnds() throws IOException {
        final WorkDirectory work = new WorkDirectory(root());
        final Path ended = work.create("app", 1);
        final Path left = Files.createDirectories(WorkDirectory.outputs(ended)).resolve("left");
        final WorkDirectory other = new WorkDirectory(root());
        other.create("app", 2);

        work.leave();
        assertTrue("executors of the other worker use it", Files.exists(left.getParent()));
        other.leave();

        assertFalse(Files.exists(left.getParent()));
        assertTrue("what they said stays", Files.exists(ended.resolve("stderr")));
    }

    @Test
    public void shouldRemoveTheApplicationsDirectoryWithItsLastExecutor() throws IOException {
        final WorkDirectory work = new WorkDirectory(root());
        final Path directory = work.create("app", 1);
        Files.createSymbolicLink(directory.resolve("link"), folder.newFolder("elsewhere").toPath());

        work.ended("app", directory, false);
        work.ended("app");

        assertFalse(Files.exists(root().resolve("app")));
        assertTrue(Files.exists(folder.getRoot().toPath().resolve("elsewhere")));
    }

    @Test
    public void shouldGiveTheLastWholeLines() throws IOException {
        final Path directory = new WorkDirectory(root()).create("app", 1);
        Files.writeString(directory.resolve("stderr"), "first line\n".repeat(2_000) + "the end\n");

        final String tail = WorkDirectory.tail(directory);

        assertTrue(tail.length() <= 8 * 1024);
        assertTrue(tail.startsWith("first line\n"));
        assertTrue(tail.endsWith("the end\n"));
    }

    private Path root() {
        return folder.getRoot().toPath();
    }
}
