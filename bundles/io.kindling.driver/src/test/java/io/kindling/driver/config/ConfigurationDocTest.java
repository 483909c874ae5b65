package io.kindling.driver.config;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.kindling.common.config.ConfigKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.Test;

/** The table in docs/configuration.md says what the driver's keys are; whoever changes one changes the other. */
public class ConfigurationDocTest {

    @Test
    public void shouldDescribeEveryKeyAsItIs() throws IOException {
        final List<String> rows = Files.readAllLines(Path.of("../../docs/configuration.md")).stream()
                .dropWhile(line -> !line.equals("<!-- driver -->")).takeWhile(line -> !line.equals("<!-- end -->"))
                .filter(line -> line.startsWith("| `")).toList();

        assertEquals(String.join("\n", DriverKeys.ALL.stream().map(ConfigurationDocTest::row).toList()), String.join("\n", rows));
    }

    @Test
    public void shouldHaveDefaultsThatAreAllowed() {
        for (final ConfigKey<?> key : DriverKeys.ALL) {
            if (key.defaultText() != null) {
                key.parse(key.defaultText());
            }
            assertTrue(key.name(), key.doc().endsWith("."));
        }
    }

    private static String row(final ConfigKey<?> key) {
        final String value = key.defaultText() == null || key.defaultText().isEmpty() ? "" : "`" + key.defaultText() + "`";
        return "| `" + key.name() + "` | " + value + " | " + key.range() + " | " + key.doc() + " |";
    }
}
