package io.kindling.cluster.standalone.join;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class CredentialFilesTest {

    private static final MasterAddress MASTER = new MasterAddress("127.0.0.1", 7077);

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void shouldKeepSecretsForTheirOwnerAlone() throws IOException {
        final Path file = CredentialFiles.standard(folder.getRoot().toPath(), MASTER);

        CredentialFiles.write(file, new byte[] {1});
        CredentialFiles.write(file, new byte[] {1, 2});

        assertTrue(file.toString(), file.endsWith(".kindling/clusters/127.0.0.1_7077/credential"));
        assertArrayEquals(new byte[] {1, 2}, Files.readAllBytes(file));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())));
        assertEquals("nothing else is left", 1, file.getParent().toFile().list().length);
        CredentialFiles.requirePrivate(file);
    }

    @Test
    public void shouldRefuseASecretThatOthersCanRead() throws IOException {
        final Path file = folder.newFile("open").toPath();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        final IOException e = assertThrows(IOException.class, () -> CredentialFiles.requirePrivate(file));

        assertTrue(e.getMessage(), e.getMessage().contains("chmod 600 " + file));
    }

    @Test
    public void shouldReadACredentialBack() throws IOException {
        final Path file = folder.getRoot().toPath().resolve("credential");
        final Credential credential = new Credential("ab".repeat(32), new byte[32], MASTER);
        CredentialFiles.write(file, credential.toBytes());

        final Credential read = Credential.read(file);

        assertEquals(credential.authority(), read.authority());
        assertArrayEquals(credential.joinKey(), read.joinKey());
        assertEquals(MASTER, read.master());
        assertFalse(read.toString().contains("00"));
    }

    @Test
    public void shouldRefuseAFileThatIsNoCredentialWithoutShowingIt() throws IOException {
        final Path file = folder.newFile("credential").toPath();
        Files.writeString(file, "key=hunter2");

        final IOException e = assertThrows(IOException.class, () -> Credential.read(file));

        assertTrue(e.getMessage(), e.getMessage().contains(file.toString()));
        assertFalse(e.getMessage().contains("hunter2"));
    }

    @Test
    public void shouldReadAddressesAndNameBadOnes() {
        assertEquals(new MasterAddress("::1", 7077), MasterAddress.parse("kindling://[::1]:7077"));
        assertEquals("kindling://[::1]:7077", new MasterAddress("::1", 7077).toString());
        for (final String bad : new String[] {"kindling://h", "kindling://h:0", "kindling://h:70000", "spark://h:1", "kindling://h:x", "kindling://a/b:1"}) {
            final IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> MasterAddress.parse(bad));
            assertTrue(e.getMessage(), e.getMessage().contains("'" + bad + "'") && e.getMessage().contains("kindling://host:port"));
        }
    }
}
