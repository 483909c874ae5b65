package io.kindling.protocol.message;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;

import io.kindling.protocol.wire.WireMessage;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.Test;

/** Keeps docs/wire-protocol.md true where it can be counted. */
public class WireDocumentTest {

    private static final Pattern ROW = Pattern.compile("\\| (\\d+) \\| (\\w+) \\|[^|]+\\|[^|]+\\| ([\\w, ]+) \\| (\\d+ [KM]iB) \\|");

    @Test
    public void shouldListEveryMessageWithItsFieldsAndItsLimit() throws IOException {
        final Map<Integer, String> expected = new TreeMap<>();
        for (final WireMessage message : Samples.all()) {
            final String fields = Arrays.stream(message.getClass().getRecordComponents()).map(RecordComponent::getName).collect(Collectors.joining(", "));
            expected.put(message.type(), message.getClass().getSimpleName() + ": " + fields + ": " + size(Messages.table().limits().get(message.type())));
        }
        final Map<Integer, String> documented = new TreeMap<>();
        final Matcher row = ROW.matcher(Files.readString(document()));
        while (row.find()) {
            documented.put(Integer.valueOf(row.group(1)), row.group(2) + ": " + row.group(3) + ": " + row.group(4));
        }
        assertEquals(expected, documented);
    }

    private static String size(final int bytes) {
        return bytes >= 1 << 20 ? (bytes >> 20) + " MiB" : (bytes >> 10) + " KiB";
    }

    private static Path document() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            final Path document = folder.resolve("docs/wire-protocol.md");
            if (Files.exists(document)) {
                return document;
            }
        }
        assertNotNull("docs/wire-protocol.md is not above the working folder", null);
        return null;
    }
}
