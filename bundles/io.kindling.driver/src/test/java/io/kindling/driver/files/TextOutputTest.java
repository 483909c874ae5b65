package io.kindling.driver.files;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.api.KindlingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class TextOutputTest {

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private FilePaths paths;

    @Before
    public void createPaths() {
        paths = new FilePaths(folder.getRoot().toPath());
    }

    @Test
    public void shouldAppearWholeWithTheFilesThatCount() throws IOException {
        final TextOutput output = TextOutput.create(paths, "deep/out");
        for (final String name : List.of("a-1", "a-2", "b-1")) {
            Files.writeString(output.workDirectory().resolve(name), name);
        }
        assertFalse(Files.exists(at("deep/out")));

        output.commit(List.of("a-2", "b-1"));

        assertEquals(List.of("_SUCCESS", "part-00000", "part-00001"), names("deep/out"));
        assertEquals("a-2", Files.readString(at("deep/out/part-00000")));
        assertEquals("b-1", Files.readString(at("deep/out/part-00001")));
        assertEquals(0, Files.size(at("deep/out/_SUCCESS")));
        assertEquals(List.of("out"), names("deep"));
    }

    @Test
    public void shouldLeaveNothingWhenItIsGivenUp() throws IOException {
        final TextOutput output = TextOutput.create(paths, "out");
        Files.writeString(output.workDirectory().resolve("a-1"), "half");

        output.abort();
        output.abort();

        assertEquals(List.of(), names("."));
    }

    @Test
    public void shouldRefuseATargetThatExists() throws IOException {
        Files.createDirectory(at("out"));

        final KindlingException e = assertThrows(KindlingException.class, () -> TextOutput.create(paths, "out"));

        assertTrue(e.getMessage(), e.getMessage().contains(at("out") + " exists already"));
        assertEquals(List.of("out"), names("."));
    }

    @Test
    public void shouldRefuseATargetThatCameMeanwhile() throws IOException {
        final TextOutput output = TextOutput.create(paths, "out");
        Files.writeString(output.workDirectory().resolve("a-1"), "mine");
        Files.createDirectory(at("out"));

        assertThrows(KindlingException.class, () -> output.commit(List.of("a-1")));
        output.abort();

        assertEquals(List.of(), names("out"));
        assertEquals(List.of("out"), names("."));
    }

    @Test
    public void shouldRefuseFilesOutsideOfTheWorkDirectory() throws IOException {
        final TextOutput output = TextOutput.create(paths, "out");
        Files.writeString(at("precious"), "keep");

        assertThrows(KindlingException.class, () -> output.commit(List.of("../../precious")));
        output.abort();

        assertEquals(List.of("precious"), names("."));
    }

    /** Executors may run as another user, who can make links but not read where they lead. */
    @Test
    public void shouldNotFollowLinksThatAttemptsHaveMade() throws IOException {
        Files.createDirectory(at("private"));
        Files.writeString(at("private/key"), "keep");
        final TextOutput output = TextOutput.create(paths, "out");
        Files.createSymbolicLink(output.workDirectory().resolve("link"), at("private"));
        Files.createSymbolicLink(output.workDirectory().resolve("file"), at("private/key"));

        for (final String name : List.of("link/key", "file", "link", "a/../link/key")) {
            assertThrows(name, KindlingException.class, () -> output.commit(List.of(name)));
        }
        output.abort();

        assertEquals(List.of("key"), names("private"));
        assertEquals(List.of("private"), names("."));
    }

    @Test
    public void shouldNameWhatCannotBeMade() throws IOException {
        Files.writeString(at("file"), "");

        final KindlingException e = assertThrows(KindlingException.class, () -> TextOutput.create(paths, "file/out"));

        assertTrue(e.getMessage(), e.getMessage().contains(at("file/out") + " cannot be made"));
    }

    private Path at(final String name) {
        return paths.workingDirectory().resolve(name).normalize();
    }

    private List<String> names(final String directory) throws IOException {
        try (Stream<Path> entries = Files.list(at(directory))) {
            return entries.map(p -> p.getFileName().toString()).sorted().toList();
        }
    }
}
