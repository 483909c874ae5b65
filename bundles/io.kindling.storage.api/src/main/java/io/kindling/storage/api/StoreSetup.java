package io.kindling.storage.api;

/**
 * What a block store works with.
 *
 * @param heap     the memory that it shares with tasks
 * @param offHeap  what it may use outside of the heap
 * @param files    where its files are
 * @param listener hears where blocks are
 * @param codec    the name of the codec that compresses encoded batches; empty if they are not compressed
 */
public record StoreSetup(StorageMemory heap, StorageMemory offHeap, FileSpace files, BlockListener listener, String codec) {

    /** Without compression. */
    public StoreSetup(final StorageMemory heap, final StorageMemory offHeap, final FileSpace files, final BlockListener listener) {
        this(heap, offHeap, files, listener, "");
    }
}
