package io.kindling.events.log;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.kindling.api.admin.ApplicationEvent;
import io.kindling.api.admin.ApplicationEvent.Topic;
import io.kindling.api.admin.EventLogs.EventLog;
import io.kindling.common.Clock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What becomes of a log when its disk or its writer cannot keep up. */
public class LogWriterTest {

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final AtomicLong room = new AtomicLong(Long.MAX_VALUE);
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicLong nanos = new AtomicLong();
    private final Clock clock = new Clock() {
        @Override
        public long nanoTime() {
            return nanos.get();
        }

        @Override
        public long currentTimeMillis() {
            return nanos.get() / 1_000_000;
        }
    };
    private Path directory;
    private LogFiles files;

    @Before
    public void prepare() throws IOException {
        directory = LogDirectory.create(folder.getRoot().toPath(), "app-1");
        files = new LogFiles(directory, "app-1", null, 1 << 20, file -> new Small(LogDirectory.newFile(file)));
    }

    @Test
    public void shouldGoOnWhenADiskIsFullAndSayWhatIsMissingWhenThereIsRoomAgain() throws Exception {
        final LogWriter writer = new LogWriter("app-1", files, clock, 100);
        writer.start();
        writer.add(event("first"));
        await("the first is written", () -> texts().equals(List.of("first")));

        room.set(Files.size(directory.resolve("events-1.jsonl.inprogress")) + 20);
        writer.add(event("second"));
        await("the disk has refused", () -> refused.get() > 0);
        await("no half line is left", () -> read().cut() == null);
        room.set(Long.MAX_VALUE);
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(11));
        writer.add(event("third"));
        writer.end(true);

        assertEquals(List.of("first", "third"), texts());
        assertEquals(new EventLog(2, 1, 0, true, null), read());
    }

    @Test
    public void shouldLeaveALogUnfinishedThatLacksItsEnd() throws Exception {
        final LogWriter writer = new LogWriter("app-1", files, clock, 100);
        writer.start();
        writer.add(event("first"));
        await("the first is written", () -> texts().equals(List.of("first")));

        room.set(0);
        for (int i = 0; i < 50; i++) {
            writer.add(event("more"));
        }
        writer.end(true);

        assertEquals(new EventLog(1, 0, 0, false, null), read());
    }

    @Test
    public void shouldLeaveNoFileBehindThatCannotEvenBeBegun() throws Exception {
        room.set(10);
        final LogWriter writer = new LogWriter("app-1", files, clock, 100);
        writer.start();
        writer.add(event("first"));
        writer.end(true);

        assertTrue(refused.get() > 0);
        assertEquals(0, directory.toFile().list().length);
    }

    @Test
    public void shouldCountWhatDoesNotFitIntoItsQueue() {
        final LogWriter writer = new LogWriter("app-1", files, clock, 3);
        for (int i = 0; i < 8; i++) {
            writer.add(event("event " + i));
        }
        writer.start();
        writer.end(true);

        assertEquals(List.of("event 0", "event 1", "event 2"), texts());
        assertEquals(new EventLog(3, 5, 0, true, null), read());
    }

    @Test
    public void shouldEndItsThread() {
        final LogWriter writer = LogWriter.start("app-ends", files, Clock.SYSTEM);
        writer.end(true);

        assertFalse(Thread.getAllStackTraces().keySet().stream().anyMatch(thread -> thread.getName().contains("app-ends")));
    }

    private List<String> texts() {
        final List<String> texts = new ArrayList<>();
        new EventLogReader().replay(directory, event -> texts.add(event.text()));
        return texts;
    }

    private EventLog read() {
        return new EventLogReader().replay(directory, event -> { });
    }

    private static ApplicationEvent event(final String text) {
        return new ApplicationEvent(Instant.EPOCH, "app-1", Topic.JOB_STARTED, text, Map.of("job", "1"));
    }

    /** Waits, with a limit; what is not there yet is not true yet. */
    static void await(final String what, final Callable<Boolean> condition) throws Exception {
        final long begin = System.nanoTime();
        while (true) {
            try {
                if (condition.call()) {
                    return;
                }
            } catch (final io.kindling.api.KindlingException e) {
                assertTrue(e.getMessage(), e.getMessage().contains("No file of an event log"));
            }
            assertTrue("within 10 s: " + what, System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(10));
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** A file on a disk that has room for so many bytes. */
    private final class Small implements SeekableByteChannel {

        private final SeekableByteChannel disk;

        Small(final SeekableByteChannel disk) {
            this.disk = disk;
        }

        @Override
        public int write(final ByteBuffer source) throws IOException {
            final int fits = (int) Math.max(0, Math.min(source.remaining(), room.get() - disk.position()));
            if (fits == 0) {
                refused.incrementAndGet();
                throw new IOException("No space left on device");
            }
            final int written = disk.write(source.slice(source.position(), fits));
            source.position(source.position() + written);
            return written;
        }

        @Override
        public int read(final ByteBuffer target) throws IOException {
            return disk.read(target);
        }

        @Override
        public long position() throws IOException {
            return disk.position();
        }

        @Override
        public SeekableByteChannel position(final long position) throws IOException {
            disk.position(position);
            return this;
        }

        @Override
        public long size() throws IOException {
            return disk.size();
        }

        @Override
        public SeekableByteChannel truncate(final long size) throws IOException {
            disk.truncate(size);
            return this;
        }

        @Override
        public boolean isOpen() {
            return disk.isOpen();
        }

        @Override
        public void close() throws IOException {
            disk.close();
        }
    }
}
