package io.kindling.dataflow;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Encoded pairs, looked at one after the other without making objects of what nobody asks for. A sort or merge notes
 * prefix and position of each pair, orders those, and comes back with {@link #seek}. Used by one thread. What it throws
 * is a {@link RecordCodecException}.
 */
@ProviderType
public interface RawPairs {

    /**
     * Goes to the next pair; false at the end. Its key and value have not been decoded then.
     *
     * @throws RecordCodecException if it is no pair, or the bytes are malformed
     */
    boolean next();

    /**
     * Whether {@link #seek} can come back to this pair. Not if one like it went through Java's serialisation, whose stream is read
     * in its order only: then key and value must be taken now.
     */
    boolean isSeekable();

    /** Where this pair is in the bytes; for {@link #seek}. */
    int position();

    /** Goes to the pair of a position that was seekable; those of other readers over the same bytes do too. {@link #next} goes on behind it. */
    void seek(int position);

    /** What kind of prefix the key has; the same for most neighbours. */
    KeyPrefix.Kind keyKind();

    /** The key's prefix; 0 if it has none. The same as {@link KeyPrefix#of} of the key. */
    long keyPrefix();

    /**
     * Compares the whole key with the one that another reader is at, in the order of their kind.
     *
     * @throws IllegalStateException if the kinds differ or have no order
     */
    int compareKey(RawPairs other);

    /** The bytes that it reads; the same array always. */
    byte[] bytes();

    /** Where the key begins in {@link #bytes}. Keys of one kind with the same bytes are equal; equal strings, {@link Long}s or {@link Integer}s have the same bytes. */
    int keyStart();

    /**
     * Where the content of the key begins, which goes to {@link #keyEnd}: a byte for each character, or the bytes
     * themselves, in the order of their kind; -1 if the key is nothing like that.
     */
    int keyContent();

    /** Where the key ends and the value begins. */
    int keyEnd();

    /** Where the value ends. Looks at the value to find out. */
    int end();

    /** The key as an object; decoded each time, so better asked for once. */
    Object key();

    /** The value as an object; decoded each time, so better asked for once. */
    Object value();
}
