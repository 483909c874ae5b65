package io.kindling.cluster.standalone.worker;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.cluster.standalone.join.CredentialFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class CapacityTest {

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    /** Directories for temporary files are everybody's: somebody else may have been there first. */
    @Test
    public void shouldNotWorkInADirectoryThatOthersCanChange() throws IOException {
        final Path open = folder.newFolder("open").toPath();
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        final Path link = Files.createSymbolicLink(folder.getRoot().toPath().resolve("link"), folder.newFolder("elsewhere").toPath());

        for (final Path bad : new Path[] {open, link}) {
            final IOException e = assertThrows(IOException.class, () -> CredentialFiles.createOwnDirectory(bad));
            assertTrue(e.getMessage(), e.getMessage().contains(bad.toString()));
        }
        final Path fresh = CredentialFiles.createOwnDirectory(folder.getRoot().toPath().resolve("fresh"));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(fresh)));
        assertEquals("a second start finds it", fresh, CredentialFiles.createOwnDirectory(fresh));
        assertEquals(0, fresh.toFile().list().length);
    }
}
