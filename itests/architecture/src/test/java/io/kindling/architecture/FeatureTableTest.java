package io.kindling.architecture;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.Test;

/** The table of features names tests that exist, and says of every row how things stand. */
public class FeatureTableTest {

    private static final int ROWS = 243;
    private static final Pattern ROW = Pattern.compile("\\| ([A-S]\\d\\d) \\| [EUN] \\| [^|]+ \\| ([^|]+) \\|([^|]*)\\|");
    private static final Pattern STATUS = Pattern.compile("yes|no|partly: .+");
    private static final Pattern TEST = Pattern.compile("\\b([A-Z][a-z]\\w*(?:Test|IT))\\b(?:#(\\w+))?");

    private final Path root = Path.of(System.getProperty("kindling.root"));

    @Test
    public void shouldGiveEachRowAStatusAndShowWhatIsThere() throws IOException {
        final List<String> wrong = new ArrayList<>();
        final Map<Character, Integer> last = new HashMap<>();
        int rows = 0;
        for (final String line : table().lines().filter(each -> each.matches("\\| [A-Z]\\d.*")).toList()) {
            final Matcher row = ROW.matcher(line);
            if (!row.matches() || !STATUS.matcher(row.group(2)).matches() || row.group(2).equals("yes") && !row.group(3).contains("`")) {
                wrong.add(line);
                continue;
            }
            rows++;
            final int number = Integer.parseInt(row.group(1).substring(1));
            final Integer before = last.put(row.group(1).charAt(0), number);
            if (number != (before == null ? 1 : before + 1)) {
                wrong.add("not the next of its section: " + line);
            }
        }
        assertEquals(List.of(), wrong);
        assertEquals("no row may get lost", ROWS, rows);
    }

    @Test
    public void shouldNameTestsThatExist() throws IOException {
        final Map<String, String> sources = sources();
        assertTrue("tests were found", sources.size() > 40);
        final List<String> missing = new ArrayList<>();
        final Matcher named = TEST.matcher(table());
        while (named.find()) {
            final String source = sources.get(named.group(1));
            if (source == null || named.group(2) != null && !source.contains(" void " + named.group(2) + "(")) {
                missing.add(named.group());
            }
        }
        assertEquals("named in docs/features.md and not in the sources", List.of(), missing);
    }

    private String table() throws IOException {
        return Files.readString(root.resolve("docs/features.md"));
    }

    /** Every test by its class's name. */
    private Map<String, String> sources() throws IOException {
        final Map<String, String> sources = new HashMap<>();
        for (final Path module : House.ofThisBuild().modules()) {
            final Path tests = module.resolve("src/test/java");
            if (Files.isDirectory(tests)) {
                try (Stream<Path> files = Files.walk(tests)) {
                    for (final Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
                        sources.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
                    }
                }
            }
        }
        return sources;
    }
}
