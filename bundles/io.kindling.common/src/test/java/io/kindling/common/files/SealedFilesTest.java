package io.kindling.common.files;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.function.ThrowingRunnable;
import org.junit.rules.TemporaryFolder;

public final class SealedFilesTest {

    private static final int FRAME = SealedLayout.FRAME;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final DataKey key = DataKey.random(128);
    private final DataFiles files = key.over(DataFiles.PLAIN);
    private final Random random = new Random(7);
    private Path file;

    @Before
    public void setUp() {
        file = folder.getRoot().toPath().resolve("data");
    }

    @Test
    public void shouldGiveBackWhatWasWrittenOfAnyLengthWithKeysOfEverySize() throws IOException {
        for (final int bits : DataKey.SIZES) {
            final DataFiles sealed = DataKey.of(DataKey.random(bits).bytes()).over(DataFiles.PLAIN);
            for (final int length : new int[] {0, 1, FRAME - 1, FRAME, FRAME + 1, 2 * FRAME, 5 * FRAME + 77}) {
                final byte[] data = bytes(length);
                write(sealed, data);
                assertArrayEquals(bits + " bits, " + length + " bytes", data, read(sealed));
                try (FileChannel channel = sealed.open(file, StandardOpenOption.READ)) {
                    assertEquals(length, channel.size());
                    assertEquals(-1, channel.read(ByteBuffer.allocate(1), length));
                }
            }
        }
    }

    @Test
    public void shouldReadAnyRange() throws IOException {
        final byte[] data = bytes(4 * FRAME + 100);
        write(files, data);
        try (FileChannel channel = files.open(file, StandardOpenOption.READ)) {
            for (int i = 0; i < 500; i++) {
                final int from = random.nextInt(data.length);
                final int length = random.nextInt(Math.min(3 * FRAME, data.length - from + 50));
                final ByteBuffer part = i % 2 == 0 ? ByteBuffer.allocate(length) : ByteBuffer.allocateDirect(length);
                final int read = channel.read(part, from);
                final byte[] found = new byte[part.flip().remaining()];
                part.get(found);
                assertEquals(Math.min(length, data.length - from), Math.max(0, read));
                assertArrayEquals(Arrays.copyOfRange(data, from, from + found.length), found);
            }
        }
    }

    @Test
    public void shouldShowNothingOfTheData() throws IOException {
        final byte[] data = "a marker that is nowhere else ".repeat(5_000).getBytes(StandardCharsets.UTF_8);
        write(files, data);
        final byte[] first = Files.readAllBytes(file);
        assertFalse(new String(first, StandardCharsets.ISO_8859_1).contains("marker"));
        write(files, data);
        assertFalse("each file has a key of its own", Arrays.equals(first, Files.readAllBytes(file)));
        assertNotEquals(frame(first, 0), frame(first, 1));
    }

    private static String frame(final byte[] sealed, final int number) {
        return HexFormat.of().formatHex(sealed, SealedLayout.HEADER + number * SealedLayout.SEALED, SealedLayout.HEADER + number * SealedLayout.SEALED + 64);
    }

    @Test
    public void shouldFindEveryFlippedBit() throws IOException {
        write(files, bytes(60));
        final byte[] whole = Files.readAllBytes(file);
        for (int i = 0; i < whole.length * Byte.SIZE; i++) {
            final byte[] damaged = whole.clone();
            damaged[i / Byte.SIZE] ^= 1 << i % Byte.SIZE;
            Files.write(file, damaged);
            assertDamaged("bit " + i);
        }
    }

    @Test
    public void shouldFindThatAFileWasCutOff() throws IOException {
        write(files, bytes(50));
        final byte[] small = Files.readAllBytes(file);
        for (int length = 0; length < small.length; length++) {
            Files.write(file, Arrays.copyOf(small, length));
            assertDamaged(length + " bytes");
        }
        write(files, bytes(3 * FRAME));
        final byte[] large = Files.readAllBytes(file);
        for (int frames = 0; frames < 3; frames++) {
            Files.write(file, Arrays.copyOf(large, SealedLayout.HEADER + frames * SealedLayout.SEALED));
            assertDamaged(frames + " frames of 3");
            Files.write(file, Arrays.copyOf(large, SealedLayout.HEADER + frames * SealedLayout.SEALED + FrameCipher.TAG));
            assertDamaged(frames + " frames of 3 and a tag");
        }
        Files.write(file, Arrays.copyOf(large, large.length + SealedLayout.SEALED));
        assertDamaged("a frame too many");
    }

    @Test
    public void shouldFindFramesInAnotherOrder() throws IOException {
        write(files, bytes(3 * FRAME));
        final byte[] sealed = Files.readAllBytes(file);
        final byte[] swapped = sealed.clone();
        System.arraycopy(sealed, SealedLayout.HEADER, swapped, SealedLayout.HEADER + SealedLayout.SEALED, SealedLayout.SEALED);
        System.arraycopy(sealed, SealedLayout.HEADER + SealedLayout.SEALED, swapped, SealedLayout.HEADER, SealedLayout.SEALED);
        Files.write(file, swapped);
        assertDamaged("frames 0 and 1 swapped");
    }

    @Test
    public void shouldFindFramesOfAnotherFileOfTheSameApplication() throws IOException {
        write(files, bytes(2 * FRAME));
        final byte[] one = Files.readAllBytes(file);
        write(files, bytes(2 * FRAME));
        final byte[] other = Files.readAllBytes(file);
        System.arraycopy(other, SealedLayout.HEADER, one, SealedLayout.HEADER, SealedLayout.SEALED);
        Files.write(file, one);
        assertDamaged("the first frame is another file's");
    }

    @Test
    public void shouldOpenNothingWithAnotherKey() throws IOException {
        write(DataKey.random(128).over(DataFiles.PLAIN), bytes(100));
        assertDamaged("another application's");
        write(DataFiles.PLAIN, bytes(100));
        assertTrue(assertThrows(IOException.class, () -> read(files)).getMessage(), assertThrows(IOException.class, () -> read(files)).getMessage()
                .contains("is no sealed file"));
    }

    private void assertDamaged(final String what) {
        final IOException damage = assertThrows(what, IOException.class, () -> read(files));
        assertTrue(damage.getMessage(), damage.getMessage().contains(file.toString()));
    }

    @Test
    public void shouldReadWhatItHasWrittenBeforeItIsClosed() throws IOException {
        final byte[] data = bytes(2 * FRAME + 10);
        try (FileChannel channel = files.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            int written = 0;
            for (final int part : new int[] {5, FRAME, FRAME - 5, 10}) {
                channel.write(ByteBuffer.wrap(data, written, part));
                written += part;
                final ByteBuffer all = ByteBuffer.allocate(data.length);
                assertEquals(written, channel.read(all, 0));
                assertArrayEquals(Arrays.copyOf(data, written), Arrays.copyOf(all.array(), written));
            }
            assertThrows(IOException.class, () -> channel.write(ByteBuffer.allocate(1), 3)); // no frame is ever sealed twice
        }
        assertArrayEquals(data, read(files));
        assertThrows(IOException.class, () -> files.open(file, StandardOpenOption.WRITE));
    }

    @Test
    public void shouldKeepWhatWasWrittenReadableWhenTheDiskFails() throws IOException {
        final byte[] data = bytes(3 * FRAME);
        final FullChannels full = new FullChannels(SealedLayout.HEADER + SealedLayout.SEALED + 100);
        final FileChannel channel = key.over(full).open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        channel.write(ByteBuffer.wrap(data, 0, 2 * FRAME));
        assertThrows(IOException.class, () -> channel.write(ByteBuffer.wrap(data, 2 * FRAME, FRAME)));
        final ByteBuffer saved = ByteBuffer.allocate(2 * FRAME);
        channel.read(saved, 0);
        assertArrayEquals(Arrays.copyOf(data, 2 * FRAME), saved.array());
        channel.close();
        assertDamaged("never whole");
    }

    @Test
    public void shouldTakeAndGiveNothingWhenItIsClosed() throws IOException {
        final FileChannel channel = files.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        channel.write(ByteBuffer.allocate(10));
        channel.close();
        assertThrows(ClosedChannelException.class, () -> channel.write(ByteBuffer.allocate(1)));
        assertThrows(ClosedChannelException.class, () -> channel.read(ByteBuffer.allocate(1), 0));
        assertArrayEquals(new byte[10], read(files));
    }

    @Test
    public void shouldSayThatAFileIsNotWholeThatAnInterruptHasClosed() throws IOException {
        final FileChannel channel = files.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        channel.write(ByteBuffer.wrap(bytes(FRAME + 10)));
        Thread.currentThread().interrupt();
        assertThrows(ClosedByInterruptException.class, () -> channel.read(ByteBuffer.allocate(10), 0));
        assertTrue(Thread.interrupted());
        assertThrows(ClosedChannelException.class, () -> channel.write(ByteBuffer.allocate(1)));
        assertThrows("what was written last is in no file", ClosedChannelException.class, channel::close);
        assertDamaged("never whole");
    }

    @Test
    public void shouldSayWhatCannotBeDoneWithIt() throws IOException {
        try (FileChannel channel = files.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            assertRefused(UnsupportedOperationException.class, () -> channel.map(FileChannel.MapMode.READ_ONLY, 0, 1), "read it");
            assertRefused(UnsupportedOperationException.class, channel::lock, "lock a file of its own instead");
            assertRefused(UnsupportedOperationException.class, channel::tryLock, "lock a file of its own instead");
            assertRefused(IOException.class, () -> channel.truncate(3), "cannot be cut to 3 bytes; write another one in its place");
        }
    }

    private void assertRefused(final Class<? extends Exception> kind, final ThrowingRunnable call, final String said) {
        final String text = assertThrows(kind, call).getMessage();
        assertTrue(text, text.startsWith(file.toString()) && text.contains(said));
    }

    @Test
    public void shouldCopyToAnotherChannel() throws IOException {
        final byte[] data = bytes(3 * FRAME + 5);
        write(files, data);
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (FileChannel channel = files.open(file, StandardOpenOption.READ)) {
            long at = 17;
            while (at < data.length) {
                at += channel.transferTo(at, data.length - at, Channels.newChannel(out));
            }
        }
        assertArrayEquals(Arrays.copyOfRange(data, 17, data.length), out.toByteArray());
    }

    @Test
    public void shouldLeaveFilesAsTheyAreWithoutAKey() throws IOException {
        assertSame(DataFiles.PLAIN, DataKey.NONE.over(DataFiles.PLAIN));
        assertSame(DataKey.NONE, DataKey.of(new byte[0]));
        write(DataFiles.PLAIN, bytes(10));
        assertEquals(10, Files.size(file));
    }

    @Test
    public void shouldNotShowTheKey() {
        assertEquals("DataKey[128 bits]", key.toString());
        final IllegalArgumentException wrong = assertThrows(IllegalArgumentException.class, () -> DataKey.of(new byte[5]));
        assertEquals("A key for files has [128, 192, 256] bits, not 40", wrong.getMessage());
    }

    private byte[] bytes(final int length) {
        final byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private void write(final DataFiles into, final byte[] data) throws IOException {
        try (OutputStream out = into.output(file)) {
            for (int done = 0; done < data.length;) {
                final int now = Math.min(data.length - done, 1 + random.nextInt(FRAME));
                out.write(data, done, now);
                done += now;
            }
        }
    }

    private byte[] read(final DataFiles from) throws IOException {
        try (InputStream in = from.input(file)) {
            return in.readAllBytes();
        }
    }
}
