package io.kindling.protocol.stage;

/**
 * A part of a file, or all of it. A line belongs to the split in which it starts; a split that does not start at 0 begins
 * after the first line end at or after {@code start - 1}.
 *
 * @param path   absolute
 * @param start  in bytes
 * @param length in bytes; a compressed file is one split
 * @param fileLength     of the whole file when the job was planned
 * @param modifiedMillis of the file when the job was planned: a task fails if the file has changed
 * @param compression    of the file, as the compression bundle labels it; empty if there is none
 * @param skipMissing    whether a file that is gone stands for no records
 * @param skipCorrupt    whether the rest of a file that cannot be read is left out
 */
public record TextSplit(String path, long start, long length, long fileLength, long modifiedMillis, String compression, boolean skipMissing,
                        boolean skipCorrupt) {

    /** One that tolerates nothing; compressed with gzip, or not. */
    public TextSplit(final String path, final long start, final long length, final long fileLength, final long modifiedMillis, final boolean gzip) {
        this(path, start, length, fileLength, modifiedMillis, gzip ? "gzip" : "", false, false);
    }
}
