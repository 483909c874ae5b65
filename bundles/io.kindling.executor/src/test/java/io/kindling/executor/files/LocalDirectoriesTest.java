package io.kindling.executor.files;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.common.Clock;
import io.kindling.common.files.DataKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class LocalDirectoriesTest {

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final List<String> unusable = new ArrayList<>();
    private final Set<Path> full = new HashSet<>();
    private long now;

    private LocalDirectories open(final Path... bases) throws IOException {
        final Clock clock = new Clock() {

            @Override
            public long nanoTime() {
                return now;
            }

            @Override
            public long currentTimeMillis() {
                return now / 1_000_000;
            }
        };
        return LocalDirectories.create(List.of(bases), "test-", clock, path -> full.contains(path.getParent()) ? 1 : 1L << 40, unusable::add);
    }

    private Path base(final String name) {
        return folder.getRoot().toPath().resolve(name);
    }

    private static Set<Path> used(final LocalDirectories directories, final int files) throws IOException {
        final Set<Path> bases = new HashSet<>();
        for (int i = 0; i < files; i++) {
            bases.add(directories.newFile("x").getParent().getParent().getParent());
        }
        return bases;
    }

    /** What makes everything below a directory fail, for any user. */
    private static void breakDirectory(final Path directory) throws IOException {
        try (var walk = Files.walk(directory)) {
            for (final Path path : walk.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
        Files.createFile(directory);
    }

    @Test
    public void shouldOpenFilesThatAnInterruptDoesNotClose() throws IOException {
        final LocalDirectories directories = open(base("a"));
        for (final DataKey key : List.of(DataKey.NONE, DataKey.random(128))) {
            directories.seal(key);
            final Path file = directories.newFile("x");
            try (OutputStream out = directories.dataFiles().output(file)) {
                Thread.currentThread().interrupt();
                out.write(new byte[100_000]);
            } finally {
                assertTrue("still interrupted", Thread.interrupted());
            }
            try (InputStream in = directories.dataFiles().input(file)) {
                assertEquals(key.toString(), 100_000, in.readAllBytes().length);
            }
            assertEquals(key.toString(), key.seals(), Files.size(file) > 100_000);
        }
        directories.close();
    }

    @Test
    public void shouldSpreadFilesOverDirectoriesAndSubDirectories() throws IOException {
        final LocalDirectories directories = open(base("a"), base("b"));
        assertEquals(Set.of(base("a"), base("b")), used(directories, 10));
        final Set<Path> subs = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            final Path file = directories.newFile("rdd");
            assertFalse(Files.exists(file));
            assertTrue(Files.isDirectory(file.getParent()));
            subs.add(file.getParent());
        }
        assertTrue(subs.size() + " sub-directories", subs.size() > 20);
        directories.close();
        assertEquals(0, base("a").toFile().list().length);
    }

    @Test
    public void shouldLeaveOutWhatCannotBeMade() throws IOException {
        Files.createFile(base("file"));
        assertEquals(Set.of(base("a")), used(open(base("file"), base("a")), 4));
        final IOException refused = assertThrows(NoLocalDirectoryException.class, () -> open(base("file")));
        assertTrue(refused.getMessage(), refused.getMessage().contains("kindling.local.dir"));
    }

    @Test
    public void shouldLeaveNothingBehindWhenItIsInterruptedWhileItIsMade() {
        Thread.currentThread().interrupt();
        try {
            assertThrows(NoLocalDirectoryException.class, () -> open(base("a")));
        } finally {
            assertTrue(Thread.interrupted());
        }
        assertEquals(0, base("a").toFile().list().length);
    }

    @Test
    public void shouldLeaveOutADirectoryThatFailsAndEndWithTheLast() throws IOException {
        final LocalDirectories directories = open(base("a"), base("b"));
        final List<Path> own = directories.all();
        breakDirectory(own.get(0));
        assertEquals(Set.of(base("b")), used(directories, 4));
        assertEquals(List.of(own.get(1)), directories.all());
        assertEquals(List.of(), unusable);
        breakDirectory(own.get(1));
        directories.failed(own.get(1).resolve("1/x"), new IOException("Input/output error"));
        assertEquals(1, unusable.size());
        assertTrue(unusable.get(0), unusable.get(0).contains("kindling.local.dir"));
        assertThrows(IOException.class, () -> directories.newFile("x"));
    }

    @Test
    public void shouldUseAFullDirectoryOnlyWhenAllAre() throws IOException {
        final LocalDirectories directories = open(base("a"), base("b"));
        full.add(base("a"));
        assertEquals(Set.of(base("b")), used(directories, 4));
        full.add(base("b"));
        assertFalse(used(directories, 4).isEmpty());
        full.clear();
        assertEquals(Set.of(base("a"), base("b")), used(directories, 4));
        directories.failed(directories.all().get(0).resolve("x"), new IOException("No space left on device"));
        assertEquals("for a while", Set.of(base("b")), used(directories, 4));
        now += 60_000_000_000L;
        assertEquals(Set.of(base("a"), base("b")), used(directories, 4));
    }

    @Test
    public void shouldKeepADirectoryWhereOnlyAFileIsWrong() throws IOException {
        final LocalDirectories directories = open(base("a"));
        directories.failed(directories.newFile("x"), new IOException("no such file"));
        assertEquals(1, directories.all().size());
    }

    @Test
    public void shouldLookOnceAtEachDirectoryOfManyFilesThatMayHaveFailed() throws IOException {
        final List<Path> looked = new ArrayList<>();
        final LocalDirectories directories = LocalDirectories.create(List.of(base("a"), base("b"), base("c")), "test-", Clock.SYSTEM, path -> {
            looked.add(path.getParent());
            return 1L << 40;
        }, unusable::add);
        final List<Path> own = directories.all();
        breakDirectory(own.get(1));
        directories.failed(List.of(own.get(0).resolve("1/x"), own.get(0).resolve("2/y"), own.get(1).resolve("1/x"), own.get(1).resolve("1/y")),
                new IOException("Input/output error"));
        assertEquals(List.of(base("a"), base("b")), looked);
        assertEquals(List.of(own.get(0), own.get(2)), directories.all());
    }
}
