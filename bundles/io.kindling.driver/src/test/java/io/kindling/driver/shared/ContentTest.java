package io.kindling.driver.shared;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import io.kindling.common.files.DataFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A content whose blocks are in a file. */
public class ContentTest {

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void shouldSayWhatIsMissingOfAFileThatWasCut() throws IOException {
        final Path file = folder.newFile().toPath();
        final Content content = new Content("hash", 5, "", new int[] {2, 3}, new int[2], null, file, DataFiles.PLAIN);
        Files.write(file, new byte[] {1, 2, 3});

        assertArrayEquals(new byte[] {1, 2}, content.block(0));
        assertEquals("The file " + file + " is shorter than it was: 2 of the 3 bytes of its block 1 are missing; "
                + "nobody but the application may change its temporary files", assertThrows(IOException.class, () -> content.block(1)).getMessage());
    }
}
