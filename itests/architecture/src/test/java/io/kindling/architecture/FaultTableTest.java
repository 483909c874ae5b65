package io.kindling.architecture;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.Test;

/** The table of faults names tests that exist, and says of every row how things stand. */
public class FaultTableTest {

    private static final Map<Character, Integer> ROWS = Map.of('A', 10, 'B', 12, 'C', 1, 'F', 20);
    private static final Pattern ROW = Pattern.compile("\\| ([A-F])\\d+ \\| [^|]+ \\| [^|]+ \\| (yes|no|partly: [^|]+) \\|([^|]*)\\|");
    private static final Pattern TEST = Pattern.compile("\\b([A-Z][a-z]\\w*(?:Test|IT))\\b(?:#(\\w+))?");

    private final Path root = Path.of(System.getProperty("kindling.root"));

    @Test
    public void shouldGiveEachRowAStatusAndATest() throws IOException {
        final List<String> wrong = new ArrayList<>();
        final Map<Character, Integer> rows = new TreeMap<>();
        for (final String line : table().lines().filter(each -> each.matches("\\| [A-Z]\\d.*")).toList()) {
            final Matcher row = ROW.matcher(line);
            if (!row.matches() || !row.group(2).equals("no") && !row.group(3).contains("`")) {
                wrong.add(line);
            } else {
                rows.merge(row.group(1).charAt(0), 1, Integer::sum);
            }
        }
        assertEquals(List.of(), wrong);
        assertEquals("no row may get lost", new TreeMap<>(ROWS), rows);
    }

    @Test
    public void shouldNameTestsThatExist() throws IOException {
        final List<String> missing = new ArrayList<>();
        final Matcher named = TEST.matcher(table());
        while (named.find()) {
            if (!exists(named.group(1), named.group(2))) {
                missing.add(named.group());
            }
        }
        assertEquals("named in docs/faults.md and not in the sources", List.of(), missing);
    }

    private String table() throws IOException {
        return Files.readString(root.resolve("docs/faults.md"));
    }

    private static boolean exists(final String test, final String method) throws IOException {
        for (final Path module : House.ofThisBuild().modules()) {
            final Path tests = module.resolve("src/test/java");
            if (Files.isDirectory(tests)) {
                try (Stream<Path> files = Files.walk(tests)) {
                    for (final Path file : files.filter(each -> each.endsWith(test + ".java")).toList()) {
                        if (method == null || Files.readString(file).contains(" void " + method + "(")) {
                            return true;
                        }
                    }
                }
            }
        }
        return false;
    }
}
