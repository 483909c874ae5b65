package io.kindling.storage.api;

/**
 * What a block store works with.
 *
 * @param heap     the memory that it shares with tasks
 * @param offHeap  what it may use outside of the heap
 * @param files    where its files are
 * @param listener hears where blocks are
 */
public record StoreSetup(StorageMemory heap, StorageMemory offHeap, FileSpace files, BlockListener listener) {
}
