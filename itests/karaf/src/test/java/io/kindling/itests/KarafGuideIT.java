package io.kindling.itests;

import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.Test;

/** The project in the guide for Karaf is the one in the examples, which the other test installs. */
public class KarafGuideIT {

    @Test
    public void shouldShowEveryFileOfTheProjectAsItIs() throws IOException {
        final String guide = Files.readString(Path.of(System.getProperty("kindling.test.guide")));
        final Path project = Path.of(System.getProperty("kindling.test.project"));
        try (Stream<Path> sources = Files.walk(project.resolve("src"))) {
            final List<Path> files = Stream.concat(Stream.of(project.resolve("pom.xml")), sources.filter(Files::isRegularFile)).toList();
            for (final Path file : files) {
                assertTrue("the guide shows " + file + " as it is", guide.contains(Files.readString(file).strip()));
            }
        }
    }
}
