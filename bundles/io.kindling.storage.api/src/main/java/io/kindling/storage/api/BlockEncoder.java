package io.kindling.storage.api;

import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;

/** Encodes records in batches. Thread-safe. */
@ConsumerType
@FunctionalInterface
public interface BlockEncoder {

    /**
     * Encodes records from one index on.
     *
     * @return the index after the last that was encoded; at least one is, and no more than a batch of moderate size
     */
    int encode(Object[] records, int from, Target target) throws IOException;

    /** Takes encoded batches. */
    @FunctionalInterface
    interface Target {

        /** Takes bytes; they change after the call. */
        void accept(byte[] bytes, int offset, int length) throws IOException;
    }
}
