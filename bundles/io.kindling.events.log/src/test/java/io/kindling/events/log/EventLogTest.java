package io.kindling.events.log;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.api.KindlingException;
import io.kindling.api.admin.ApplicationEvent;
import io.kindling.api.admin.ApplicationEvent.Topic;
import io.kindling.api.admin.EventLogs.EventLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Logs as applications write them and users read them. */
public class EventLogTest {

    private static final String APPLICATION = "app-1";
    private static final List<String> CODECS = List.of("", "lz4", "zstd", "snappy", "lzf");

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final EventLogListener listener = new EventLogListener();
    private final EventLogReader reader = new EventLogReader();

    @Test
    public void shouldReplayEveryKindOfEventInOrderWithEachCodec() throws IOException {
        for (final String codec : CODECS) {
            final List<ApplicationEvent> told = Arrays.stream(Topic.values()).map(topic -> event(topic, "This is " + topic)).toList();

            final Path log = write(codec, "128m", told);

            final Path file = log.resolve("events-1.jsonl" + Map.of("", "", "lz4", ".lz4", "zstd", ".zst", "snappy", ".sz", "lzf", ".lzf").get(codec));
            assertEquals(codec, List.of(file), files(log));
            final List<ApplicationEvent> replayed = new ArrayList<>();
            assertEquals(new EventLog(told.size(), 0, 0, true, null), reader.replay(log, replayed::add));
            assertEquals(codec, told, replayed);
            assertEquals(replayed.size(), reader.replay(file, event -> { }).events());
            final List<String> lines = new ArrayList<>();
            reader.lines(log, lines::add);
            assertEquals(1 + told.size(), lines.size());
            assertEquals(EventLine.of(told.get(3)).stripTrailing(), lines.get(4));
        }
    }

    @Test
    public void shouldLetTheOwnerAloneLookAtIt() throws IOException {
        final Path log = write("lz4", "128m", List.of(event(Topic.JOB_STARTED, "x")));

        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(log.getParent())));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(log)));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(files(log).get(0))));
    }

    @Test
    public void shouldBeginANewFileWhenOneIsLargeEnough() throws IOException {
        for (final String codec : CODECS) {
            final List<ApplicationEvent> told = new ArrayList<>();
            final Random random = new Random(7);
            for (int i = 0; i < 3_000; i++) {
                told.add(event(Topic.STAGE_ENDED, i + " " + random.nextLong() + random.nextLong() + random.nextLong()));
            }

            final Path log = write(codec, "64k", told);

            assertTrue(codec + files(log), files(log).size() > 1);
            for (final Path file : files(log)) {
                assertTrue(file + ": " + Files.size(file), Files.size(file) <= 1 << 16);
                assertTrue(file.toString(), LogFileName.of(file).finished());
            }
            final List<ApplicationEvent> replayed = new ArrayList<>();
            assertEquals(new EventLog(told.size(), 0, 0, true, null), reader.replay(log, replayed::add));
            assertEquals(told, replayed);
        }
    }

    @Test
    public void shouldTellTheEventsBeforeACutWhereverItIs() throws IOException {
        for (final String codec : CODECS) {
            final List<ApplicationEvent> told = List.of(event(Topic.JOB_STARTED, "first"), event(Topic.JOB_ENDED, "second"));
            final Path file = files(write(codec, "128m", told)).get(0);
            final byte[] whole = Files.readAllBytes(file);
            int most = 0;
            for (int length = 0; length < whole.length; length++) {
                Files.write(file, Arrays.copyOf(whole, length));
                final List<ApplicationEvent> replayed = new ArrayList<>();
                final EventLog log = reader.replay(file, replayed::add);
                assertEquals(codec + length, told.subList(0, replayed.size()), replayed);
                assertTrue(codec + length, replayed.size() >= most);
                most = replayed.size();
            }
            assertTrue("only the end of the last line is missing then, or a compressed piece", most == 2 || !codec.isEmpty());
            Files.write(file, Arrays.copyOf(whole, whole.length - 2));
            final EventLog cut = reader.replay(file, event -> { });
            assertNotNull(codec, cut.cut());
            assertTrue(cut.cut(), cut.cut().contains(file.toString()));
        }
    }

    @Test
    public void shouldRefuseWhatIsDamagedOrNotWholeOrNoLog() throws IOException {
        final List<ApplicationEvent> told = new ArrayList<>();
        for (int i = 0; i < 1_500; i++) {
            told.add(event(Topic.STAGE_ENDED, i + " of many"));
        }
        final Path log = write("", "64k", told);
        final List<Path> files = files(log);
        final Path first = files.get(0);

        final String text = Files.readString(first);
        Files.writeString(first, text.replaceFirst("\"topic\"", "topic"));
        refused(log, first + ", line 2", "damaged");
        Files.writeString(first, text.substring(0, text.length() - 3));
        refused(log, first.toString(), "other files follow");
        assertNotNull("by itself it can be read", reader.replay(first, event -> { }).cut());

        Files.delete(first);
        refused(log, "not whole", "file 1", "events-2.jsonl");
        refused(log.resolve("none"), "There is no event log");
        refused(folder.newFolder().toPath(), "No file of an event log");
        refused(folder.newFile("notes.txt").toPath(), "notes.txt is no file of an event log");
    }

    @Test
    public void shouldBeUnfinishedUntilTheApplicationHasEnded() throws Exception {
        final Path log = open("", "128m");
        listener.onEvent(event(Topic.APPLICATION_STARTED, "it starts"));
        LogWriterTest.await("the event is in the file", () -> Files.exists(log.resolve("events-1.jsonl.inprogress"))
                && reader.replay(log, event -> { }).events() == 1);
        assertFalse(reader.replay(log, event -> { }).finished());

        listener.onEvent(event(Topic.JOB_STARTED, "a job"));
        listener.stop(); // the bundle ends, the application does not
        listener.onEvent(event(Topic.JOB_ENDED, "nobody writes this"));
        listener.onClosed(APPLICATION);

        assertEquals(new EventLog(2, 0, 0, false, null), reader.replay(log, event -> { }));
    }

    @Test
    public void shouldReadAFileThatIsDoneSinceItLooked() throws IOException {
        final List<ApplicationEvent> told = Stream.generate(() -> event(Topic.STAGE_ENDED, "one of many")).limit(1_500).toList();
        final Path log = write("", "64k", told);
        final List<Path> files = files(log);
        final Path last = files.get(files.size() - 1);
        final Path open = last.resolveSibling(last.getFileName() + ".inprogress");
        Files.move(last, open);

        final List<ApplicationEvent> replayed = new ArrayList<>();
        final EventLog read = reader.replay(log, event -> {
            replayed.add(event);
            if (Files.exists(open)) {
                move(open, last);
            }
        });

        assertEquals("others may have followed", new EventLog(told.size(), 0, 0, false, null), read);
        assertEquals(told, replayed);
    }

    @Test
    public void shouldLookAgainIfAFileIsRenamedWhileItLooks() throws IOException {
        final List<ApplicationEvent> told = Stream.generate(() -> event(Topic.STAGE_ENDED, "one of many")).limit(1_500).toList();
        final Path log = write("", "64k", told);
        final List<Path> files = files(log);
        assertTrue(files.toString(), files.size() > 2);
        final EventLog whole = new EventLog(told.size(), 0, 0, true, null);
        for (final Path renamed : files) {
            final List<Path> neither = files.stream().filter(file -> !file.equals(renamed)).toList();
            final List<Path> both = new ArrayList<>(files);
            both.add(renamed.resolveSibling(renamed.getFileName() + ".inprogress"));
            for (final List<Path> seen : List.of(neither, both)) {
                final Deque<List<Path>> looks = new ArrayDeque<>(List.of(seen));
                final EventLogReader looking = new EventLogReader(directory -> looks.isEmpty() ? files : looks.poll());
                assertEquals(seen.toString(), whole, looking.replay(log, event -> { }));
            }
            refused(new EventLogReader(directory -> both), log, "not whole");
        }
    }

    @Test
    public void shouldNotLookForEverAtALogThatKeepsChanging() throws IOException {
        final Path log = write("", "64k", Stream.generate(() -> event(Topic.STAGE_ENDED, "one of many")).limit(1_500).toList());
        final List<Path> files = files(log);
        final AtomicInteger looks = new AtomicInteger();

        final EventLogReader looking = new EventLogReader(directory -> files.subList(0, 1 + looks.getAndIncrement() % 2));

        assertTrue(looking.replay(log, event -> { }).events() > 0);
        assertEquals(10, looks.get());
    }

    private static void move(final Path from, final Path to) {
        try {
            Files.move(from, to);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    public void shouldWriteNothingUnlessTold() throws IOException {
        listener.onOpening(APPLICATION, Map.of("kindling.eventLog.dir", folder.getRoot().toString()));
        listener.onEvent(event(Topic.APPLICATION_STARTED, "x"));
        listener.onClosed(APPLICATION);
        assertEquals(List.of(), files(folder.getRoot().toPath()));

        final Path log = open("zstd", "128m");
        listener.onClosed(APPLICATION);
        assertFalse("no application, no directory", Files.exists(log));
    }

    @Test
    public void shouldRefuseADirectoryThatCannotBeUsedBeforeTheApplicationStarts() throws IOException {
        final Path file = folder.newFile("file").toPath();
        for (final String wrong : List.of(file.toString(), "hdfs://name/x", "file:x/y%zz")) {
            final KindlingException refusal = assertThrows(KindlingException.class,
                    () -> listener.onOpening(APPLICATION, Map.of("kindling.eventLog.enabled", "true", "kindling.eventLog.dir", wrong)));
            assertTrue(refusal.getMessage(), refusal.getMessage().contains("kindling.eventLog.dir") && refusal.getMessage().contains(wrong));
        }
        assertNull(System.getProperty("user.home"), EventLogKeys.DIRECTORY.defaultText());
        assertEquals(Path.of(System.getProperty("user.home"), ".kindling", "events"), EventLogKeys.directory(Map.of()));
        assertEquals(Path.of("/a b"), EventLogKeys.directory(Map.of("kindling.eventLog.dir", "file:/a%20b")));
    }

    @Test
    public void shouldDescribeEveryKeyAsItIs() throws IOException {
        final List<String> doc = Files.readAllLines(Path.of("../../docs/configuration.md"));
        EventLogKeys.ALL.forEach(key -> assertTrue(key.name(), doc.contains("| `" + key.name() + "` | "
                + (key.defaultText() == null ? "" : "`" + key.defaultText() + "`") + " | " + key.range() + " | " + key.doc() + " |")));
        assertThrows(IllegalArgumentException.class, () -> EventLogKeys.CODEC.parse("gzip"));
    }

    private Path write(final String codec, final String size, final List<ApplicationEvent> events) throws IOException {
        final Path log = open(codec, size);
        events.forEach(listener::onEvent);
        listener.onClosed(APPLICATION);
        return log;
    }

    private Path open(final String codec, final String size) throws IOException {
        final Path directory = folder.newFolder().toPath().resolve("events");
        final Map<String, String> configuration = new HashMap<>(Map.of("kindling.eventLog.enabled", "true", "kindling.eventLog.dir", directory.toString(),
                "kindling.eventLog.rolling.maxFileSize", size, "kindling.eventLog.compress", Boolean.toString(!codec.isEmpty())));
        if (!codec.isEmpty()) {
            configuration.put("kindling.eventLog.compression.codec", codec);
        }
        listener.onOpening(APPLICATION, configuration);
        return directory.resolve(APPLICATION);
    }

    private void refused(final Path log, final String... says) {
        refused(reader, log, says);
    }

    private static void refused(final EventLogReader by, final Path log, final String... says) {
        final String message = assertThrows(KindlingException.class, () -> by.replay(log, event -> { })).getMessage();
        assertTrue(message, Arrays.stream(says).allMatch(message::contains));
    }

    private static List<Path> files(final Path directory) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.sorted().toList();
        }
    }

    private static ApplicationEvent event(final Topic topic, final String text) {
        return new ApplicationEvent(Instant.parse("2026-01-02T03:04:05.678Z"), APPLICATION, topic, text, Map.of("job", "1", "name", "count at A.java:1"));
    }
}
