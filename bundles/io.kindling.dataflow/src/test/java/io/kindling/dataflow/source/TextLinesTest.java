package io.kindling.dataflow.source;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.protocol.stage.TextSplit;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class TextLinesTest {

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void shouldGiveEachLineToOneSplitWhereverTheFileIsCut() throws Exception {
        final String[] texts = {"", "\n", "\r", "\r\n", "a", "a\n", "a\nb", "a\r\nb\r\n", "a\rb\r", "\n\n\n", "\r\n\r\n", "\r\r\n\n\r", "a\r\r\nb\n\rc",
            "\u00e9\u4e2d\ud83d\ude00\nz\u00fc\r\nabc", "one two\nthree four five\r\nsix\rseven\n\neight", "0123456789\n0123456\r\n\r\n01234567890123456789"};
        for (final String text : texts) {
            final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            final Path file = write("t.txt", bytes);
            final List<String> expected = lines(text);
            for (int first = 0; first <= bytes.length; first++) {
                for (int second = first; second <= bytes.length; second++) {
                    final List<String> actual = new ArrayList<>();
                    actual.addAll(read(split(file, 0, first, false)));
                    actual.addAll(read(split(file, first, second - first, false)));
                    actual.addAll(read(split(file, second, bytes.length - second, false)));
                    assertEquals("cut at " + first + " and " + second + " of " + text, expected, actual);
                }
            }
        }
    }

    @Test
    public void shouldReadLinesLongerThanTheBuffer() throws Exception {
        final Random random = new Random(5);
        final StringBuilder text = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            text.append("x".repeat(random.nextInt(i % 20 == 0 ? 300_000 : 3000))).append(i % 3 == 0 ? "\r\n" : i % 3 == 1 ? "\n" : "\r");
        }
        final Path file = write("long.txt", text.toString().getBytes(StandardCharsets.UTF_8));
        final List<String> expected = lines(text.toString());
        assertEquals(expected, read(split(file, 0, Files.size(file), false)));
        final long cut = Files.size(file) / 3;
        final List<String> parts = new ArrayList<>(read(split(file, 0, cut, false)));
        parts.addAll(read(split(file, cut, Files.size(file) - cut, false)));
        assertEquals(expected, parts);
    }

    @Test
    public void shouldReadGzipAsOneSplit() throws Exception {
        final Path file = folder.getRoot().toPath().resolve("t.gz");
        for (int member = 0; member < 2; member++) {
            try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file, java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.APPEND))) {
                out.write(("a" + member + "\r\nb\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        assertEquals(List.of("a0", "b", "a1", "b"), read(split(file, 0, Files.size(file), true)));
        final Path plain = write("no.gz", "plain".getBytes(StandardCharsets.UTF_8));
        assertTrue(assertThrows(IOException.class, () -> read(split(plain, 0, 5, true))).getMessage().contains("no.gz"));
        assertEquals(List.of(), read(split(write("empty.gz", new byte[0]), 0, 0, true)));
    }

    @Test
    public void shouldRefuseAFileThatHasChanged() throws Exception {
        final Path file = write("t.txt", "abc\n".getBytes(StandardCharsets.UTF_8));
        final TextSplit split = split(file, 0, 4, false);
        Files.write(file, "abcd\n".getBytes(StandardCharsets.UTF_8));
        assertTrue(assertThrows(IOException.class, () -> read(split)).getMessage().contains("has changed"));
        Files.write(file, "abd\n".getBytes(StandardCharsets.UTF_8));
        Files.setLastModifiedTime(file, FileTime.fromMillis(split.modifiedMillis() + 5000));
        assertTrue(assertThrows(IOException.class, () -> read(split)).getMessage().contains("has changed"));
        Files.delete(file);
        assertTrue(assertThrows(IOException.class, () -> read(split)).getMessage().contains("is missing"));
    }

    private Path write(final String name, final byte[] bytes) throws IOException {
        return Files.write(folder.getRoot().toPath().resolve(name), bytes);
    }

    static TextSplit split(final Path file, final long start, final long length, final boolean gzip) throws IOException {
        return new TextSplit(file.toString(), start, length, Files.size(file), Files.getLastModifiedTime(file).toMillis(), gzip);
    }

    private static List<String> read(final TextSplit split) throws IOException {
        final List<String> lines = new ArrayList<>();
        try (TextLines text = TextLines.open(split)) {
            for (String line = text.next(); line != null; line = text.next()) {
                lines.add(line);
            }
        }
        return lines;
    }

    private static List<String> lines(final String text) throws IOException {
        return new BufferedReader(new StringReader(text)).lines().toList();
    }
}
