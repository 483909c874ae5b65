package io.kindling.driver.files;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.api.KindlingException;
import io.kindling.protocol.stage.FileBatch;
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

public class FileInputsTest {

    private static final long MIB = 1 << 20;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Path root;
    private FileInputs inputs;

    @Before
    public void createFiles() throws IOException {
        root = folder.getRoot().toPath().toRealPath();
        inputs = new FileInputs(new FilePaths(root), new InputRules(false, false, false, 3));
    }

    @Test
    public void shouldCutByTheGoalOrTheBlock() throws IOException {
        sized("small", 1_000);
        assertEquals("0+500 500+500", cuts(inputs.text("small", 2)));
        sized("large", 100 * MIB);
        assertEquals(List.of(32 * MIB, 32 * MIB, 32 * MIB, 4 * MIB), lengths(inputs.text("large", 2)));
        assertEquals(10, inputs.text("large", 10).size());
    }

    @Test
    public void shouldLetTheLastSplitBeATenthLarger() throws IOException {
        sized("file", 35 * MIB);

        assertEquals(List.of(35 * MIB), lengths(inputs.text("file", 1)));
    }

    @Test
    public void shouldNotCutWhatIsCompressedAndKeepWhatIsEmpty() throws IOException {
        sized("a.gz", 100 * MIB);
        sized("b", 0);

        final List<TextSplit> splits = inputs.text(root.toString(), 8);

        assertEquals(List.of(100 * MIB, 0L), lengths(splits));
        assertEquals(List.of("gzip", ""), splits.stream().map(TextSplit::compression).toList());
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

        assertEquals(List.of(), inputs.text("empty", 2));
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
        final KindlingException e = assertThrows(KindlingException.class, () -> inputs.text(path, 2));
        for (final String text : texts) {
            assertTrue("'" + e.getMessage() + "' contains '" + text + "'", e.getMessage().contains(text));
        }
    }

    private String names(final String path) {
        return inputs.text(path, 1).stream().map(s -> Path.of(s.path()).getFileName().toString()).collect(Collectors.joining(" "));
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

    @Test
    public void shouldTakeSeveralPathsWithCommasBetween() throws IOException {
        sized("a1", 10);
        sized("b1", 20);
        sized("c,1", 30);

        assertEquals(List.of(20L, 10L), lengths(inputs.text("b1," + root + "/a1", 1)));
        assertEquals(List.of(10L, 20L, 10L), lengths(inputs.text("{a,b}1, a?", 1)));
        assertEquals(List.of(30L), lengths(inputs.text("c,1", 1)));
        assertTrue(assertThrows(KindlingException.class, () -> inputs.text("a1,nothing", 1)).getMessage().contains("nothing"));
    }

    @Test
    public void shouldLeaveEmptyFilesOutIfAsked() throws IOException {
        sized("empty", 0);
        sized("full", 5);

        assertEquals(List.of(5L), lengths(new FileInputs(new FilePaths(root), new InputRules(true, true, true, 0)).text(root.toString(), 1)));
        assertEquals(List.of(0L, 5L), lengths(inputs.text(root.toString(), 1)));
    }

    @Test
    public void shouldReadManySmallFilesByOneTask() throws IOException {
        for (int i = 0; i < 20; i++) {
            sized("f" + (char) ('a' + i), 1_000);
        }
        sized("g.bz2", 1_000);

        final List<FileBatch> batches = inputs.whole(root.toString(), 3, true);

        assertEquals(21, batches.stream().mapToInt(batch -> batch.splits().size()).sum());
        assertTrue(batches.toString(), batches.size() >= 3 && batches.size() <= 5);
        assertEquals("bzip2", batches.get(batches.size() - 1).splits().get(batches.get(batches.size() - 1).splits().size() - 1).compression());
        assertEquals("", inputs.whole(root + "/g.bz2", 1, false).get(0).splits().get(0).compression());
    }

    @Test
    public void shouldCutFilesOfRecordsBetweenRecords() throws IOException {
        sized("records", 70 * MIB);

        final List<FileBatch> batches = inputs.records("records", 10 << 10);

        assertEquals(70 * MIB, batches.stream().mapToLong(batch -> batch.splits().get(0).length()).sum());
        assertTrue(batches.size() > 1 && batches.stream().allMatch(batch -> batch.splits().get(0).length() % (10 << 10) == 0));
        assertTrue(assertThrows(KindlingException.class, () -> inputs.records("records", 999)).getMessage().contains("no multiple"));
        assertThrows(IllegalArgumentException.class, () -> inputs.records("records", 0));
    }
}
