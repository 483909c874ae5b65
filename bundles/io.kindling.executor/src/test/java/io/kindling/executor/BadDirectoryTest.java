package io.kindling.executor;

import static org.junit.Assert.assertEquals;

import io.kindling.executor.control.Ending;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.Test;

/** A local directory breaks while its executor works. */
public class BadDirectoryTest extends DriverCase {

    @Test
    public void shouldLookAtTheDirectoryOfASpillThatFailed() throws Exception {
        driver.start(0, 1, stage -> task -> {
            final Path own = task.newSpillFile().getParent().getParent();
            try (Stream<Path> files = Files.walk(own)) {
                for (final Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
            Files.createFile(own); // nothing can be made in it
            throw new UncheckedIOException(new IOException("Input/output error"));
        });
        driver.stage(0, 1);
        driver.launch(0, 1, 1);
        assertEquals(Ending.NO_LOCAL_DIRECTORY, driver.exitCode(0));
    }
}
