package io.kindling.shuffle.file;

import io.kindling.common.files.DataFiles;
import io.kindling.compression.CompressionCodec;

/**
 * What all map outputs of a session share.
 *
 * @param directories where files go
 * @param access      opens them for what is in them
 * @param raw         opens them as they are on the disk, sealed if they are
 * @param buffers     between them and the heap
 * @param codec       of blocks; null for none
 */
record Disks(LocalDirectories directories, DataFiles access, DataFiles raw, DirectBuffers buffers, CompressionCodec codec) {

    int codecNumber() {
        return codec == null ? FileLayout.PLAIN : codec.number();
    }
}
