package io.kindling.launcher;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** With a program in the place of the JVM that writes to the file that its first option names. */
public class ClassArchiveTest {

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Path cache;
    private Path file;

    @Before
    public void chooseFile() {
        cache = folder.getRoot().toPath().resolve("kindling").resolve("cache");
        file = cache.resolve("classes-1.jsa");
    }

    @Test
    public void shouldMakeTheFileInADirectoryOfTheUserAlone() throws Exception {
        archive("echo made > \"${1#*=}\"").make();
        assertEquals("made\n", Files.readString(file));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(cache)));
        assertEquals(List.of(file), files());
    }

    @Test
    public void shouldLetAllOthersGoFirst() throws Exception {
        assumeTrue("the machine has a command that lowers priorities", Files.isExecutable(Path.of("/usr/bin/nice")));
        archive("nice > \"${1#*=}\"").make();
        assertTrue(Files.readString(file), Integer.parseInt(Files.readString(file).strip()) >= 10);
        Files.delete(file);
        archive("nice > \"${1#*=}\"").prepare();
        assertTrue("whoever prepares waits for it", Integer.parseInt(Files.readString(file).strip()) < 10);
    }

    @Test
    public void shouldLeaveNothingOfAChildThatFails() throws Exception {
        archive("echo half > \"${1#*=}\"; exit 1").make();
        assertEquals(List.of(), files());
    }

    @Test
    public void shouldMakeNoArchiveWhereOthersMayLayOne() throws Exception {
        Files.createDirectories(cache, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        assertThrows(IOException.class, () -> archive("echo x > \"${1#*=}\"").make());
        assertEquals(List.of(), files());
    }

    @Test
    public void shouldDeleteArchivesThatAreOld() throws Exception {
        Files.createDirectories(cache, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        final Path old = Files.createFile(cache.resolve("classes-2.jsa"));
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(31, ChronoUnit.DAYS)));
        final Path recent = Files.createFile(cache.resolve("classes-3.jsa"));
        archive("exit 1").make();
        assertFalse(Files.exists(old));
        assertTrue(Files.exists(recent));
    }

    @Test
    public void shouldLeaveItToOneProcess() throws Exception {
        Files.createDirectories(cache, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try (FileChannel other = FileChannel.open(cache.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            other.lock();
            archive("echo made > \"${1#*=}\"").make();
            assertEquals(List.of(), files());
        }
        archive("echo made > \"${1#*=}\"").make();
        assertEquals(List.of(file), files());
    }

    @Test
    public void shouldNotMakeAgainWhatIsThere() throws Exception {
        archive("echo first > \"${1#*=}\"").make();
        archive("echo second > \"${1#*=}\"").make();
        assertEquals("first\n", Files.readString(file));
    }

    @Test
    public void shouldDeleteTheHalvesOfMakersThatWereKilled() throws Exception {
        Files.createDirectories(cache, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.createFile(cache.resolve("classes-1.jsa.17"));
        final Path another = Files.createFile(cache.resolve("classes-12.jsa.18"));
        archive("echo made > \"${1#*=}\"").make();
        assertEquals("that of another archive stays", List.of(file, another), files());
    }

    @Test
    public void shouldPrepareOnce() throws Exception {
        final ClassArchive first = archive("echo first > \"${1#*=}\"");
        final ClassArchive second = archive("echo second > \"${1#*=}\"");
        assertTrue(first.prepare());
        assertTrue("it is there", second.prepare());
        assertEquals("first\n", Files.readString(file));
    }

    @Test
    public void shouldSayWhetherItIsPrepared() throws Exception {
        assertEquals("no place for one", 0, Preparation.prepare(Optional.empty()));
        assertEquals(70, Preparation.prepare(Optional.of(archive("exit 1"))));
        assertEquals(0, Preparation.prepare(Optional.of(archive("echo made > \"${1#*=}\""))));
        assertEquals(List.of(file), files());
    }

    private ClassArchive archive(final String script) throws Exception {
        final Path java = Files.writeString(folder.newFile().toPath(), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
        return new ClassArchive(file, List.of(java.toString()));
    }

    private List<Path> files() throws Exception {
        try (Stream<Path> found = Files.list(cache)) {
            return found.filter(path -> !path.endsWith("lock")).sorted().toList();
        }
    }
}
