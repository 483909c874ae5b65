package io.kindling.common.files;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class SteadyFilesTest {

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final byte[] data = new byte[5 * SealedLayout.FRAME + 3];
    private Path file;
    private int opened;

    @Before
    public void setUp() {
        file = folder.getRoot().toPath().resolve("data");
        new Random(7).nextBytes(data);
    }

    @After
    public void tearDown() {
        Thread.interrupted(); // other tests use this thread
    }

    @Test
    public void shouldWriteAndReadOnAThreadThatIsInterrupted() throws IOException {
        for (final DataKey key : new DataKey[] {DataKey.NONE, DataKey.random(128)}) {
            final DataFiles files = key.over(DataFiles.STEADY);
            Thread.currentThread().interrupt();
            try (OutputStream out = files.output(file)) {
                out.write(data);
            }
            try (InputStream in = files.input(file)) {
                assertArrayEquals(data, in.readAllBytes());
            }
            assertTrue("still interrupted", Thread.interrupted());
        }
    }

    @Test
    public void shouldMakeACallAgainThatAnInterruptHasCutShort() throws IOException {
        final DataFiles files = SteadyChannel.over((path, options) -> new Cut(path, FileChannel.open(path, options), opened++ == 0));
        try (FileChannel channel = files.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            assertEquals(data.length, channel.write(ByteBuffer.wrap(data)));
        }
        assertEquals("again, and neither anew nor emptied", 2, opened);
        assertTrue("still interrupted", Thread.interrupted());
        assertArrayEquals(data, Files.readAllBytes(file));
        opened = 0;
        try (FileChannel channel = files.open(file, StandardOpenOption.READ)) {
            final ByteBuffer target = ByteBuffer.allocate(data.length);
            assertEquals(data.length - 5, channel.read(target, 5));
            assertArrayEquals(Arrays.copyOfRange(data, 5, data.length), Arrays.copyOf(target.array(), data.length - 5));
        }
        assertEquals(2, opened);
        assertTrue("still interrupted", Thread.interrupted());
    }

    @Test
    public void shouldReadOnWhenAnotherThreadsInterruptHasClosedTheFile() throws IOException {
        Files.write(file, data);
        final DataFiles files = SteadyChannel.over((path, options) -> {
            final FileChannel disk = FileChannel.open(path, options);
            if (opened++ == 0) {
                disk.close();
            }
            return disk;
        });
        try (FileChannel channel = files.open(file, StandardOpenOption.READ)) {
            assertEquals(data.length, channel.read(ByteBuffer.allocate(data.length), 0));
            assertEquals(data.length, channel.size());
        }
        assertEquals(2, opened);
    }

    @Test(timeout = 60_000)
    public void shouldLetThreadsReadAtOnce() throws Exception {
        Files.write(file, data);
        final CountDownLatch both = new CountDownLatch(2);
        final DataFiles files = SteadyChannel.over((path, options) -> new Meeting(path, FileChannel.open(path, options), both));
        try (FileChannel channel = files.open(file, StandardOpenOption.READ)) {
            final FutureTask<Integer> other = new FutureTask<>(() -> channel.read(ByteBuffer.allocate(1), 1));
            new Thread(other).start();
            assertEquals(1, channel.read(ByteBuffer.allocate(1), 2));
            assertEquals(1, (int) other.get());
        }
    }

    @Test
    public void shouldTakeAndGiveNothingWhenItIsClosed() throws IOException {
        final FileChannel channel = DataFiles.STEADY.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        channel.write(ByteBuffer.wrap(data));
        channel.close();
        assertThrows(ClosedChannelException.class, () -> channel.write(ByteBuffer.allocate(1)));
        assertThrows(ClosedChannelException.class, () -> channel.read(ByteBuffer.allocate(1), 0));
        assertThrows(ClosedChannelException.class, channel::size);
    }

    /** Moves a part of what it is to move, and then its thread is interrupted and it is closed by that. */
    private static final class Cut extends DiskChannel {

        private final boolean cut;

        Cut(final Path file, final FileChannel disk, final boolean cut) {
            super(file, disk);
            this.cut = cut;
        }

        @Override
        public int read(final ByteBuffer target, final long from) throws IOException {
            if (cut) {
                disk.read(target.limit(100), from);
                Thread.currentThread().interrupt();
                target.limit(target.capacity());
            }
            return disk.read(target, from);
        }

        @Override
        public int write(final ByteBuffer source, final long at) throws IOException {
            if (cut) {
                disk.write(source.limit(100), at);
                Thread.currentThread().interrupt();
                source.limit(source.capacity());
            }
            return disk.write(source, at);
        }
    }

    /** Reads when two threads do. */
    private static final class Meeting extends DiskChannel {

        private final CountDownLatch both;

        Meeting(final Path file, final FileChannel disk, final CountDownLatch both) {
            super(file, disk);
            this.both = both;
        }

        @Override
        public int read(final ByteBuffer target, final long from) throws IOException {
            both.countDown();
            try {
                both.await();
            } catch (InterruptedException e) {
                throw new InterruptedIOException("nobody came");
            }
            return disk.read(target, from);
        }
    }
}
