package io.kindling.dataflow;

import java.util.Iterator;
import org.osgi.annotation.versioning.ProviderType;

/** Decodes record by record. Used by one thread. */
@ProviderType
public interface RecordReader extends Iterator<Object> {

    /**
     * Goes to the next record, which must be a pair; false at the end.
     *
     * @throws RecordCodecException if it is no pair
     */
    boolean nextPair();

    /** The key of the pair gone to. */
    Object key();

    /** The value of the pair gone to. */
    Object value();
}
