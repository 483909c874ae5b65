package io.kindling.launcher;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class StorageDirectoryTest {

    /** Above the largest process id that a system gives. */
    private static final long NOBODY = 1L << 40;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void shouldBeReadableByItsUserAloneAndGoWithItsContent() throws Exception {
        final StorageDirectory storage = StorageDirectory.create(folder.getRoot().toPath());
        Files.writeString(Files.createDirectory(storage.path().resolve("inner")).resolve("file"), "x");
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(storage.path())));
        storage.close();
        assertFalse(Files.exists(storage.path()));
    }

    @Test
    public void shouldDeleteWhatADeadProcessLeft() throws Exception {
        final Path left = leftBy(NOBODY);
        try (StorageDirectory storage = StorageDirectory.create(folder.getRoot().toPath())) {
            assertFalse(Files.exists(left));
            assertTrue(Files.exists(storage.path()));
        }
    }

    @Test
    public void shouldKeepWhatALivingProcessUses() throws Exception {
        final Path own = leftBy(ProcessHandle.current().pid());
        try (StorageDirectory first = StorageDirectory.create(folder.getRoot().toPath());
             StorageDirectory second = StorageDirectory.create(folder.getRoot().toPath())) {
            assertTrue(Files.exists(own));
            assertTrue(Files.exists(first.path()));
            assertTrue(Files.exists(second.path()));
        }
    }

    private Path leftBy(final long pid) throws Exception {
        final Path left = folder.newFolder("kindling-launcher-" + pid + "-1").toPath();
        Files.writeString(left.resolve("lock"), "");
        Files.writeString(Files.createDirectory(left.resolve("bundle1")).resolve("file"), "x");
        return left;
    }
}
