package io.kindling.driver;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.api.JobFailedException;
import io.kindling.api.KindlingContext;
import io.kindling.api.KindlingException;
import io.kindling.api.KindlingFiles;
import io.kindling.api.Rdd;
import io.kindling.driver.kit.RealExecutors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Files that travel to tasks, on executors that run their tasks for real. */
public class SharedFilesTest {

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private TestDriver driver;
    private KindlingContext context;

    @Before
    public void open() {
        driver = driver();
        context = driver.open();
    }

    private TestDriver driver() {
        final TestDriver made = new TestDriver(2);
        made.cluster.launcher = new RealExecutors(made.spaces, made.transport, "scripted");
        return made.with("kindling.local.dir", folder.getRoot().toString());
    }

    @After
    public void close() {
        driver.close();
    }

    private Rdd<Integer> numbers(final int count, final int partitions) {
        return context.parallelize(IntStream.range(0, count).boxed().toList(), partitions);
    }

    @Test
    public void shouldFindAddedFilesInTasksAndAtTheDriver() throws IOException {
        final Path file = folder.newFile("words.txt").toPath();
        Files.writeString(file, "some words");
        context.addFile(file.toString());
        Files.writeString(file, "changed since"); // what was added counts
        assertEquals(Set.of("some words"), new HashSet<>(numbers(8, 8).map(number -> Files.readString(Path.of(KindlingFiles.get("words.txt")))).collect()));
        assertEquals("some words", Files.readString(Path.of(KindlingFiles.get("words.txt"))));
        assertEquals(List.of("words.txt"), context.listFiles());
        final String text = assertThrows(KindlingException.class, () -> context.addFile(file.toString())).getMessage();
        assertTrue(text, text.contains("other content"));
        final Path directory = folder.newFolder("config").toPath();
        Files.createDirectories(directory.resolve("sub"));
        Files.writeString(directory.resolve("sub/a"), "A");
        assertThrows(KindlingException.class, () -> context.addFile(directory.toString()));
        context.addFile(directory.toString(), true);
        assertEquals("A", numbers(1, 1).map(number -> Files.readString(Path.of(KindlingFiles.getRootDirectory(), "config", "sub", "a"))).first());
        assertEquals("A", numbers(1, 1).map(number -> Files.readString(Path.of(KindlingFiles.get("config")).resolve("sub/a"))).first());
        final String missing = assertThrows(JobFailedException.class, () -> numbers(1, 1).map(number -> KindlingFiles.get("no.txt")).collect()).getMessage();
        assertTrue(missing, missing.contains("no.txt") && missing.contains("addFile"));
        assertThrows(JobFailedException.class, () -> numbers(1, 1).map(number -> KindlingFiles.get("../x")).collect());
        assertThrows(KindlingException.class, () -> context.addFile(directory + "/none"));
    }

    @Test
    public void shouldLetProgramsFindPythonFiles() throws IOException {
        final Path file = Files.writeString(folder.newFile("helper.py").toPath(), "x = 1");
        final Path archive = Files.writeString(folder.newFile("lib.zip").toPath(), "an archive");
        context.addPyFile(file.toString());
        context.addPyFile(archive.toUri().toString());
        final String program = "IFS=:; set -- $PYTHONPATH; cat $1/helper.py; echo; cat $2; echo; echo $3";

        assertEquals(List.of("x = 1", "an archive", "/mine"),
                numbers(1, 1).pipe(List.of("sh", "-c", program), Map.of("PYTHONPATH", "/mine")).collect());
        assertEquals("x = 1", Files.readString(Path.of(KindlingFiles.get("helper.py"))));
        final String text = assertThrows(KindlingException.class, () -> context.addPyFile(folder.getRoot() + "/words.txt")).getMessage();
        assertTrue(text, text.contains("words.txt") && text.contains(".py, .zip, .egg, .whl"));
        assertThrows(KindlingException.class, () -> context.addPyFile(folder.getRoot() + "/none.py"));
    }

    @Test
    public void shouldAddTheFilesThatSettingsName() throws IOException {
        final Path file = Files.writeString(folder.newFile("settings.txt").toPath(), "from settings");
        final Path module = Files.writeString(folder.newFile("module.py").toPath(), "y = 2");
        try (TestDriver other = driver()) {
            final KindlingContext its = other.with("kindling.files", " " + file + ",").with("kindling.submit.pyFiles", module.toString()).open();
            assertEquals(List.of("module.py", "settings.txt"), its.listFiles());
            assertEquals("from settings", Files.readString(Path.of(KindlingFiles.get("settings.txt"))));
            assertEquals(List.of("from settings", "y = 2"), its.parallelize(List.of(1), 1)
                    .map(x -> Files.readString(Path.of(KindlingFiles.get("settings.txt"))))
                    .pipe(List.of("sh", "-c", "cat; cat ${PYTHONPATH%%:*}/module.py")).collect());
        }
        try (TestDriver other = driver()) {
            final String text = assertThrows(KindlingException.class, () -> other.with("kindling.files", file + ".none").open()).getMessage();
            assertTrue(text, text.contains("kindling.files") && text.contains("settings.txt.none"));
        }
    }
}
