package io.kindling.executor;

import static org.junit.Assert.assertEquals;

import io.kindling.executor.control.Ending;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A local directory breaks while its executor works. */
public class BadDirectoryTest {

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private TestDriver driver;

    @Before
    public void open() throws Exception {
        driver = new TestDriver(folder.newFolder("local").toPath());
    }

    @After
    public void close() throws Exception {
        driver.close();
    }

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
