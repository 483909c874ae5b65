package io.kindling.storage.api;

import org.osgi.annotation.versioning.ConsumerType;

/** Memory that blocks may use. Thread-safe; never blocks. */
@ConsumerType
public interface StorageMemory {

    /** There is none. */
    StorageMemory NONE = new StorageMemory() {

        @Override
        public boolean acquire(final long bytes) {
            return bytes == 0;
        }

        @Override
        public void release(final long bytes) {
            // Nothing was given.
        }

        @Override
        public long available() {
            return 0;
        }
    };

    /** Takes all of it or nothing; false if it is not there. */
    boolean acquire(long bytes);

    /** Gives back. */
    void release(long bytes);

    /** How much could be taken now. */
    long available();
}
