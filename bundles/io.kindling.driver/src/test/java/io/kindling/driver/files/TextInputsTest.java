package io.kindling.driver.files;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.api.KindlingException;
import io.kindling.protocol.stage.TextSplit;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class TextInputsTest {

    private static final long MIB = 1 << 20;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Path root;
    private TextInputs inputs;

    @Before
    public void createFiles() throws IOException {
        root = folder.getRoot().toPath().toRealPath();
        inputs = new TextInputs(new FilePaths(root));
    }

    @Test
    public void shouldCutByTheGoalOrTheBlock() throws IOException {
        sized("small", 1_000);
        assertEquals("0+500 500+500", cuts(inputs.splits("small", 2)));
        sized("large", 100 * MIB);
        assertEquals(List.of(32 * MIB, 32 * MIB, 32 * MIB, 4 * MIB), lengths(inputs.splits("large", 2)));
        assertEquals(10, inputs.splits("large", 10).size());
    }

    @Test
    public void shouldLetTheLastSplitBeATenthLarger() throws IOException {
        sized("file", 35 * MIB);

        assertEquals(List.of(35 * MIB), lengths(inputs.splits("file", 1)));
    }

    @Test
    public void shouldNotCutWhatIsCompressedAndKeepWhatIsEmpty() throws IOException {
        sized("a.gz", 100 * MIB);
        sized("b", 0);

        final List<TextSplit> splits = inputs.splits(root.toString(), 8);

        assertEquals(List.of(100 * MIB, 0L), lengths(splits));
        assertEquals(List.of(true, false), splits.stream().map(TextSplit::gzip).toList());
        assertEquals(100 * MIB, splits.get(0).fileLength());
        assertEquals(Files.getLastModifiedTime(root.resolve("a.gz")).toMillis(), splits.get(0).modifiedMillis());
    }

    @Test
    public void shouldTakeTheFilesOfADirectoryInOrderWithoutHiddenOnes() throws IOException {
        for (final String name : List.of("in/c", "in/a", "in/b", "in/.hidden", "in/_SUCCESS")) {
            sized(name, 1);
        }

        assertEquals("a b c", names("in"));
        assertEquals("a b c", names(root + "/in"));
        assertEquals("a b c", names(root.resolve("in").toUri().toString()));
        assertEquals("a b c", names("file:" + root + "/in/"));
        assertEquals("a c", names("in/[ac]"));
        assertEquals("a b c", names("i?/*"));
        assertEquals("a b", names("in/{a,b}"));
        assertEquals("_SUCCESS", names("in/_SUCCESS"));
    }

    @Test
    public void shouldTakeTheFilesOfDirectoriesThatMatch() throws IOException {
        sized("day1/x", 1);
        sized("day2/y", 1);

        assertEquals("x y", names("day*"));
    }

    @Test
    public void shouldTakeANameWithTheCharactersOfAPatternAsItIs() throws IOException {
        sized("odd[1]", 1);

        assertEquals("odd[1]", names("odd[1]"));
    }

    @Test
    public void shouldHaveNothingOfAnEmptyDirectory() throws IOException {
        Files.createDirectory(root.resolve("empty"));

        assertEquals(List.of(), inputs.splits("empty", 2));
    }

    @Test
    public void shouldSayWhatIsMissingAndWhereItLooked() throws IOException {
        sized("in/sub/x", 1);
        fails("absent.txt", root + "/absent.txt does not exist", "given as 'absent.txt'", "working directory " + root);
        fails("absent*", "matches no file");
        fails("in", "contains the directory sub", "in/*");
        fails("s3a://bucket/key", "has the scheme s3a");
        fails("", "is empty");
    }

    private void fails(final String path, final String... texts) {
        final KindlingException e = assertThrows(KindlingException.class, () -> inputs.splits(path, 2));
        for (final String text : texts) {
            assertTrue("'" + e.getMessage() + "' contains '" + text + "'", e.getMessage().contains(text));
        }
    }

    private String names(final String path) {
        return inputs.splits(path, 1).stream().map(s -> Path.of(s.path()).getFileName().toString()).collect(Collectors.joining(" "));
    }

    private static String cuts(final List<TextSplit> splits) {
        return splits.stream().map(s -> s.start() + "+" + s.length()).collect(Collectors.joining(" "));
    }

    private static List<Long> lengths(final List<TextSplit> splits) {
        return splits.stream().map(TextSplit::length).toList();
    }

    private void sized(final String name, final long length) throws IOException {
        Files.createDirectories(root.resolve(name).getParent());
        try (RandomAccessFile file = new RandomAccessFile(root.resolve(name).toFile(), "rw")) {
            file.setLength(length);
        }
    }
}
