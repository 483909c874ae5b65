package io.kindling.driver.kit;

import io.kindling.storage.api.BlockListener;
import io.kindling.storage.api.BlockStore;
import io.kindling.storage.api.FileSpace;
import io.kindling.storage.api.StorageMemory;
import io.kindling.storage.api.StoreSetup;
import io.kindling.storage.memory.LocalBlockStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A store with enough memory. */
final class MapBlocks {

    private MapBlocks() {
    }

    static BlockStore open() {
        return new LocalBlockStores().open(new StoreSetup(new Plenty(), StorageMemory.NONE, new FileSpace() {

            @Override
            public Path newFile(final String prefix) throws IOException {
                return Files.createTempFile(prefix, null);
            }

            @Override
            public void failed(final Path file, final IOException cause) {
                throw new AssertionError(cause);
            }
        }, BlockListener.NONE));
    }

    private static final class Plenty implements StorageMemory {

        @Override
        public boolean acquire(final long bytes) {
            return true;
        }

        @Override
        public void release(final long bytes) {
            // There is enough.
        }

        @Override
        public long available() {
            return Long.MAX_VALUE / 2;
        }
    }
}
