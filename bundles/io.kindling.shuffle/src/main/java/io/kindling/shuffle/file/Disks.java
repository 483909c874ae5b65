package io.kindling.shuffle.file;

import io.kindling.compression.CompressionCodec;

/**
 * What all map outputs of a session share.
 *
 * @param directories where files go
 * @param access      opens them
 * @param buffers     between them and the heap
 * @param codec       of blocks; null for none
 */
record Disks(LocalDirectories directories, FileAccess access, DirectBuffers buffers, CompressionCodec codec) {

    int codecNumber() {
        return codec == null ? FileLayout.PLAIN : codec.number();
    }
}
