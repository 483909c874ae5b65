package io.kindling.cluster.standalone.worker;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class WorkDirectoryTest {

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void shouldMakeDirectoriesForTheirOwnerAlone() throws IOException {
        final Path directory = new WorkDirectory(root(), "one").create("app", 3);

        assertEquals(root().resolve("app/3"), directory);
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("stderr"))));
    }

    @Test
    public void shouldKeepTheOutputOfFailedExecutorsOnly() throws IOException {
        final WorkDirectory work = new WorkDirectory(root(), "one");
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
        final WorkDirectory work = new WorkDirectory(root(), "one");
        final Path first = work.create("app", 1);
        final Path second = work.create("app", 2);
        final Path left = Files.createDirectories(work.outputs("app")).resolve("left");
        Files.writeString(left, "x");

        work.ended("app", first, true);
        work.ended("app", second, false);
        assertTrue(Files.exists(left));
        work.ended("app");

        assertFalse(Files.exists(left.getParent()));
    }

    @Test
    public void shouldTakeWhatItsOwnExecutorsLeaveAlongWhenTheWorkerEnds() throws IOException {
        final WorkDirectory work = new WorkDirectory(root(), "one");
        final WorkDirectory other = new WorkDirectory(root(), "another");
        final Path executor = work.create("app", 1);
        other.create("app", 2);
        for (final WorkDirectory each : List.of(work, other)) {
            Files.writeString(Files.createDirectories(each.outputs("app")).resolve("left"), "x");
        }

        work.leave();

        assertFalse(Files.exists(work.outputs("app")));
        assertTrue("what they said stays", Files.exists(executor.resolve("stderr")));
        assertTrue("executors of the other worker use it", Files.exists(other.outputs("app").resolve("left")));
    }

    @Test
    public void shouldRemoveTheApplicationsDirectoryWithItsLastExecutor() throws IOException {
        final WorkDirectory work = new WorkDirectory(root(), "one");
        final Path directory = work.create("app", 1);
        Files.createSymbolicLink(directory.resolve("link"), folder.newFolder("elsewhere").toPath());

        work.ended("app", directory, false);
        work.ended("app");

        assertFalse(Files.exists(root().resolve("app")));
        assertTrue(Files.exists(folder.getRoot().toPath().resolve("elsewhere")));
    }

    @Test
    public void shouldGiveTheLastWholeLines() throws IOException {
        final Path directory = new WorkDirectory(root(), "one").create("app", 1);
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
