package io.kindling.dataflow.source;

/**
 * The layout of a file of a data set's records: a magic number and a version, frames of encoded records, each with its length and
 * checksum (CRC-32C), and at the end {@link #END} with the number of frames. After the version {@link #COMPRESSED} stands the number of the codec
 * that the frames are compressed with.
 */
final class ObjectFiles {

    static final int MAGIC = 0x4B444F46;
    static final int VERSION = 1;
    static final int COMPRESSED = 2;
    static final int END = -1;
    /** Records go into a frame until it is that long; one record may make it longer. */
    static final int FRAME = 1 << 16;

    private ObjectFiles() {
    }
}
