package io.kindling.storage.memory;

/**
 * What the store's index had of a block that it has no more.
 *
 * @param memory null if there is nothing to be freed there
 * @param disk   null if there is no file
 */
record Removed(LocalBlockStore store, Form memory, DiskForm disk) {

    void free() {
        if (memory != null) {
            store.free(memory);
        }
        if (disk != null) {
            disk.delete();
        }
    }
}
