package io.kindling.driver.shared;

import io.kindling.common.files.DataFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * A content as it travels.
 *
 * @param hash      its SHA-256, in hexadecimal
 * @param bytes     how many it has
 * @param codec     what its blocks are compressed with, empty if they are not
 * @param lengths   of its blocks as they travel
 * @param checksums CRC-32C of these
 * @param memory    the blocks; null if they are in the file
 * @param file      with the blocks one after the other; null if they are in memory
 * @param opener    opens it
 */
record Content(String hash, long bytes, String codec, int[] lengths, int[] checksums, List<byte[]> memory, Path file, DataFiles opener) {

    /** A block as it travels; null if there is none of this number. */
    byte[] block(final int number) throws IOException {
        if (number < 0 || number >= lengths.length) {
            return null;
        }
        if (memory != null) {
            return memory.get(number);
        }
        long offset = 0;
        for (int i = 0; i < number; i++) {
            offset += lengths[i];
        }
        final ByteBuffer block = ByteBuffer.allocate(lengths[number]);
        try (FileChannel open = opener.open(file, StandardOpenOption.READ)) {
            while (block.hasRemaining()) {
                if (open.read(block, offset + block.position()) < 0) {
                    throw new IOException("The file " + file + " is shorter than it was: " + block.remaining() + " of the " + lengths[number]
                            + " bytes of its block " + number + " are missing; nobody but the application may change its temporary files");
                }
            }
        }
        return block.array();
    }
}
