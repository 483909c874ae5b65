package io.kindling.executor.files;

import static org.junit.Assert.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class OwnerTest {

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void shouldFindWhatKilledExecutorsOfTheSameApplicationHaveLeft() throws Exception {
        final Path base = folder.getRoot().toPath();
        final Path owned = folder.newFolder("kindling-app-1-0-x").toPath();
        final Path left = folder.newFolder("kindling-app-1-1-x").toPath();
        final Path beingMade = folder.newFolder("kindling-app-1-2-x").toPath();
        final Path ofAnother = folder.newFolder("kindling-app-2-0-x").toPath();
        Owner.of(left).close();
        Owner.of(ofAnother).close();

        try (Owner owner = Owner.of(owned)) {
            assertEquals(List.of(left), Owner.abandoned(base, "kindling-app-1-"));
        }

        assertEquals(2, Owner.abandoned(base, "kindling-app-1-").size());
        assertEquals("nobody's yet", List.of(), Owner.abandoned(base, beingMade.getFileName().toString()));
        assertEquals(List.of(), Owner.abandoned(Files.createDirectory(base.resolve("empty")), "kindling-"));
    }
}
