package io.kindling.protocol.stage;

/**
 * A part of a text file. A line belongs to the split in which it starts; a split that does not start at 0 begins
 * after the first line end at or after {@code start - 1}.
 *
 * @param path   absolute
 * @param start  in bytes
 * @param length in bytes; a compressed file is one split
 * @param fileLength    of the whole file when the job was planned
 * @param modifiedMillis of the file when the job was planned: a task fails if the file has changed
 * @param gzip   whether it is compressed
 */
public record TextSplit(String path, long start, long length, long fileLength, long modifiedMillis, boolean gzip) {
}
