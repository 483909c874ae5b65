package io.kindling.itests.processes;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Options of {@code submit} that change where code comes from and where the driver listens. */
public class SubmitOptionsIT {

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void shouldShipMoreJarsAndListenWhereItIsTold() throws Exception {
        final Path root = folder.getRoot().toPath();
        final Path all = ApplicationJar.make(root, "7");
        final Path application = part(all, root.resolve("application.jar"), name -> !isLibrary(name));
        final Path library = part(all, root.resolve("library.jar"), SubmitOptionsIT::isLibrary);

        final Kindling.Outcome outcome = new Kindling(root).run("submit", "--master", "local-cluster[1,1,1024]", "--jars", library.toString(),
                "--conf", "kindling.driver.host=localhost", "--conf", "kindling.driver.bindAddress=127.0.0.1",
                "--class", "io.kindling.itests.app.Versioned", application.toString());

        assertEquals(outcome.toString(), 0, outcome.exitCode());
        assertEquals(outcome.toString(), "[7:1, 7:2, 7:3]", outcome.out().trim());
    }

    @Test
    public void shouldShipFilesAndPythonFiles() throws Exception {
        final Path root = folder.getRoot().toPath();
        final Path application = ApplicationJar.make(root, "7");
        final Path note = Files.writeString(root.resolve("note.txt"), "of a file");
        final Path module = Files.writeString(root.resolve("note.py"), "of Python\n");

        final Kindling.Outcome outcome = new Kindling(root).run("submit", "--master", "local-cluster[1,1,1024]", "--files", note.toString(),
                "--py-files", module.toString(), "--class", "io.kindling.itests.app.Travelling", application.toString());

        assertEquals(outcome.toString(), 0, outcome.exitCode());
        assertEquals(outcome.toString(), "[1 of a file, of Python, 2 of a file, of Python]", outcome.out().trim());
    }

    private static boolean isLibrary(final String name) {
        return name.endsWith("/Library.class") || name.endsWith("/version.txt");
    }

    private static Path part(final Path jar, final Path target, final Predicate<String> wanted) throws IOException {
        try (JarFile all = new JarFile(jar.toFile()); JarOutputStream out = new JarOutputStream(Files.newOutputStream(target))) {
            for (final JarEntry entry : Collections.list(all.entries())) {
                if (wanted.test(entry.getName())) {
                    out.putNextEntry(new JarEntry(entry.getName()));
                    all.getInputStream(entry).transferTo(out);
                }
            }
        }
        return target;
    }
}
