package io.kindling.compression;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.Test;

public class CompressionTest {

    private static byte[] text(final int length) {
        final StringBuilder words = new StringBuilder();
        final Random random = new Random(length);
        while (words.length() < length) {
            words.append("word").append(random.nextInt(500)).append(' ');
        }
        return words.substring(0, length).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] noise(final int length) {
        final byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static List<byte[]> samples() {
        return List.of(new byte[0], new byte[1], text(5), text(100), text(70_000), noise(13), noise(200_000), new byte[300_000]);
    }

    @Test
    public void shouldGiveBlocksBackWithEveryCodec() throws IOException {
        for (final String name : CompressionCodecs.NAMES) {
            final CompressionCodec codec = CompressionCodecs.of(name);
            assertEquals(name, codec.name());
            assertEquals(name, CompressionCodecs.of(codec.number()).name());
            for (final byte[] sample : samples()) {
                final byte[] wider = new byte[sample.length + 9];
                System.arraycopy(sample, 0, wider, 4, sample.length);
                final byte[] frame = Frames.pack(codec, wider, 4, sample.length);
                final byte[] two = Arrays.copyOf(frame, frame.length * 2);
                System.arraycopy(frame, 0, two, frame.length, frame.length);
                assertEquals(frame.length, Frames.length(two, 0));
                assertArrayEquals(name, sample, Frames.unpack(codec, two, 0));
                assertArrayEquals(name, sample, Frames.unpack(codec, two, frame.length));
            }
            assertTrue(name, Frames.pack(codec, text(70_000), 0, 70_000).length < 40_000);
        }
    }

    @Test
    public void shouldRefuseDamagedBlocksWithoutAnythingWorse() throws IOException {
        final byte[] sample = text(3_000);
        for (final String name : CompressionCodecs.NAMES) {
            final CompressionCodec codec = CompressionCodecs.of(name);
            final byte[] stored = new byte[codec.bound(sample.length)];
            final int length = codec.compress(sample, 0, sample.length, stored, 0);
            final Random random = new Random(1);
            for (int i = 0; i < 2_000; i++) {
                final byte[] damaged = Arrays.copyOf(stored, length);
                damaged[random.nextInt(length)] ^= (byte) (1 << random.nextInt(8));
                final byte[] target = new byte[sample.length + 8];
                try {
                    codec.decompress(damaged, 0, i % 2 == 0 ? length : random.nextInt(length), target, 4, sample.length);
                } catch (final IOException e) {
                    assertTrue(e.getMessage(), e.getMessage().contains(name));
                }
                assertEquals(0, target[0] | target[3] | target[sample.length + 4] | target[sample.length + 7]);
            }
        }
        assertThrows(IOException.class, () -> Frames.unpack(CompressionCodecs.of("lz4"), new byte[5], 0));
        assertThrows(IOException.class, () -> Frames.unpack(CompressionCodecs.of("lz4"), new byte[] {0, 0, 0, 1, 0, 0, 0, 9, 1, 1}, 0));
    }

    @Test
    public void shouldNameTheCodecsThatThereAre() {
        assertEquals("There is no compression codec lz5; choose one of [lz4, zstd, snappy, lzf]",
                assertThrows(IllegalArgumentException.class, () -> CompressionCodecs.of("lz5")).getMessage());
        assertThrows(IllegalArgumentException.class, () -> CompressionCodecs.of(77));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> FileCompression.of("rar")).getMessage().contains("gzip"));
        assertNull(FileCompression.of(""));
        assertNull(FileCompression.ofName("a.txt"));
        assertEquals(FileCompression.SNAPPY, FileCompression.ofName("part-00000.SNAPPY"));
    }

    @Test
    public void shouldGiveFilesBackInEveryFormat() throws IOException {
        for (final FileCompression format : FileCompression.values()) {
            assertEquals(format, FileCompression.of(format.label()));
            assertEquals(format, FileCompression.ofName("/x/y" + format.ending()));
            for (final byte[] sample : samples()) {
                final byte[] file = compressed(format, sample);
                assertArrayEquals(format.label(), sample, format.input(new ByteArrayInputStream(file)).readAllBytes());
            }
            assertEquals(0, format.input(new ByteArrayInputStream(new byte[0])).readAllBytes().length);
        }
    }

    @Test
    public void shouldTellOfDamagedFilesByIoExceptionsOnly() throws IOException {
        final byte[] sample = text(200_000);
        for (final FileCompression format : FileCompression.values()) {
            final byte[] file = compressed(format, sample);
            assertThrows(format.label(), IOException.class, () -> format.input(new ByteArrayInputStream(file, 0, file.length / 2)).readAllBytes());
            assertThrows(format.label(), IOException.class, () -> format.input(new ByteArrayInputStream(text(3_000))).readAllBytes());
            final Random random = new Random(3);
            for (int i = 0; i < 100; i++) {
                final byte[] damaged = file.clone();
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
                try {
                    format.input(new ByteArrayInputStream(damaged)).readAllBytes();
                } catch (final IOException e) {
                    assertTrue(e.toString(), e.toString().length() > 10);
                }
            }
        }
    }

    @Test
    public void shouldReadSeveralMembersOneAfterTheOther() throws IOException {
        for (final FileCompression format : List.of(FileCompression.GZIP, FileCompression.ZSTD, FileCompression.LZ4, FileCompression.BZIP2,
                FileCompression.SNAPPY, FileCompression.LZF)) {
            final ByteArrayOutputStream file = new ByteArrayOutputStream();
            file.writeBytes(compressed(format, text(1_000)));
            file.writeBytes(compressed(format, text(90_000)));
            final byte[] all = format.input(new ByteArrayInputStream(file.toByteArray())).readAllBytes();
            assertEquals(format.label(), 91_000, all.length);
        }
    }

    @Test
    public void shouldReadWhatOtherProgramsHaveWritten() throws IOException {
        // printf 'hello hello hello hello\n' through zstd, bzip2 and lz4
        final byte[] expected = "hello hello hello hello\n".getBytes(StandardCharsets.UTF_8);
        assertArrayEquals(expected, FileCompression.ZSTD.input(other("KLUv/QRYbQAAOGhlbGxvIAoBAJlLEah8Lqg=")).readAllBytes());
        assertArrayEquals(expected, FileCompression.BZIP2.input(other("QlpoOTFBWSZTWW9PEPMAAAXRAAAQQAACRKAAMMACqDRxDa2HDxdyRThQkG9PEPM=")).readAllBytes());
        assertArrayEquals(expected, FileCompression.LZ4.input(other("BCJNGGRApw8AAABpaGVsbG8gBgBQZWxsbwoAAAAA4v8DQg==")).readAllBytes());
    }

    private static ByteArrayInputStream other(final String base64) {
        return new ByteArrayInputStream(Base64.getDecoder().decode(base64));
    }

    private static byte[] compressed(final FileCompression format, final byte[] sample) throws IOException {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = format.output(bytes)) {
            out.write(sample);
        }
        return bytes.toByteArray();
    }
}
