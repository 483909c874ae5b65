package io.kindling.common.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;

/**
 * What an application's files are sealed with on the disks of its processes, or that they are not. Made by the driver, told to executors over
 * their authenticated connections, kept nowhere else. Thread-safe.
 */
public final class DataKey {

    /** Files are not sealed. */
    public static final DataKey NONE = new DataKey(new byte[0]);

    /** The lengths that there are, in bits. */
    public static final List<Integer> SIZES = List.of(128, 192, 256);

    private final byte[] key;
    private final SecureRandom salts;

    private DataKey(final byte[] key) {
        this.key = key;
        salts = key.length == 0 ? null : new SecureRandom();
    }

    /** A new one. */
    public static DataKey random(final int bits) {
        final byte[] bytes = new byte[checked(bits) / Byte.SIZE];
        new SecureRandom().nextBytes(bytes);
        return new DataKey(bytes);
    }

    /** The one that {@link #bytes} gave; {@link #NONE} of no bytes. */
    public static DataKey of(final byte[] bytes) {
        if (bytes.length == 0) {
            return NONE;
        }
        checked(bytes.length * Byte.SIZE);
        return new DataKey(bytes.clone());
    }

    private static int checked(final int bits) {
        if (!SIZES.contains(bits)) {
            throw new IllegalArgumentException("A key for files has " + SIZES + " bits, not " + bits);
        }
        return bits;
    }

    /** For the wire alone; none if files are not sealed. */
    public byte[] bytes() {
        return key.clone();
    }

    /** Whether files are sealed. */
    public boolean seals() {
        return key.length > 0;
    }

    /** Opens files so that what is in those beneath is sealed; without a key those beneath as they are. */
    public DataFiles over(final DataFiles beneath) {
        if (!seals()) {
            return beneath;
        }
        return (file, options) -> {
            final FileChannel raw = beneath.open(file, options);
            try {
                final boolean writes = Arrays.asList(options).contains(StandardOpenOption.WRITE);
                return writes ? SealedChannel.create(raw, file, key, salts) : SealedChannel.open(raw, file, key);
            } catch (final IOException | RuntimeException e) {
                raw.close();
                throw e;
            }
        };
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof DataKey same && MessageDigest.isEqual(key, same.key);
    }

    /** Of its length alone. */
    @Override
    public int hashCode() {
        return key.length;
    }

    /** Without the key. */
    @Override
    public String toString() {
        return seals() ? "DataKey[" + key.length * Byte.SIZE + " bits]" : "DataKey[none]";
    }
}
