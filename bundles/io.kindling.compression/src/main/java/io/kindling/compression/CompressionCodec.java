package io.kindling.compression;

import java.io.IOException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Compresses blocks in memory. What it writes has no header, length or checksum: {@link Frames} add the lengths,
 * and a checksum is the business of whoever keeps them.
 * Stateless and thread-safe; never blocks.
 */
@ProviderType
public interface CompressionCodec {

    /** As the configuration says it, e.g. {@code lz4}. */
    String name();

    /** What stands for it in files; never used again for another one. */
    int number();

    /** The most bytes that so many can become. */
    int bound(int length);

    /**
     * Compresses.
     *
     * @param target has room for {@link #bound} of {@code length} from {@code at} on
     * @return how many bytes were written
     */
    int compress(byte[] source, int offset, int length, byte[] target, int at);

    /**
     * Gets the original back. The source may be damaged; it is never read or written beyond the places given.
     *
     * @param original how many bytes it had
     * @throws IOException if the source is not what {@link #compress} made of so many bytes
     */
    void decompress(byte[] source, int offset, int length, byte[] target, int at, int original) throws IOException;
}
