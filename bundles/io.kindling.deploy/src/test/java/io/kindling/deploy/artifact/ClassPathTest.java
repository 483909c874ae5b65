package io.kindling.deploy.artifact;

import static org.junit.Assert.assertEquals;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class ClassPathTest {

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void shouldFindWhatLoadersOfTestEnginesHaveBesideTheClassPath() throws Exception {
        final Path classes = folder.newFolder("test classes").toPath().toRealPath();
        final Path more = folder.newFolder("more").toPath().toRealPath();
        final Path own = folder.newFolder("own").toPath().toRealPath();
        try (URLClassLoader outer = new URLClassLoader(new URL[] {classes.toUri().toURL()});
                URLClassLoader inner = new URLClassLoader(new URL[] {more.toUri().toURL(), new URL("https://example.org/x.jar")}, outer)) {
            assertEquals(List.of(more, classes, own), ClassPath.application(inner, own + File.pathSeparator + classes));
        }
    }
}
