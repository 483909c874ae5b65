package io.kindling.executor.data;

import io.kindling.common.files.DataFiles;
import io.kindling.dataflow.TaskMemory;
import io.kindling.storage.api.FrameReader;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/** A partition that has been fetched: in the task's memory as far as it reaches, the rest in a file of the task. Written, then read once, by one thread. */
final class FetchedFrames implements FrameReader, BlockFetcher.Target {

    private final TaskMemory memory;
    private final Spill spill;
    private final DataFiles opener;
    private final Deque<byte[]> batches = new ArrayDeque<>();
    private long held;
    private Path file;
    private DataOutputStream out;
    private DataInputStream in;
    private int inFile;

    /** Gives a file that goes with the task. */
    interface Spill {

        Path newFile() throws IOException;
    }

    FetchedFrames(final TaskMemory memory, final Spill spill, final DataFiles opener) {
        this.memory = memory;
        this.spill = spill;
        this.opener = opener;
    }

    @Override
    public void accept(final byte[] batch) throws IOException {
        if (out == null) {
            final long given = memory.acquire(batch.length);
            if (given == batch.length) {
                held += given;
                batches.add(batch);
                return;
            }
            memory.release(given);
            file = spill.newFile();
            out = new DataOutputStream(new BufferedOutputStream(opener.output(file), 1 << 16));
        }
        out.writeInt(batch.length);
        out.writeInt(BlockFetcher.checksum(batch));
        out.write(batch);
        inFile++;
    }

    /** All have come. */
    FetchedFrames whole() throws IOException {
        if (out != null) {
            out.close();
            in = new DataInputStream(new BufferedInputStream(opener.input(file), 1 << 16));
        }
        return this;
    }

    @Override
    public byte[] next() throws IOException {
        final byte[] batch = batches.poll();
        if (batch != null) {
            held -= batch.length;
            memory.release(batch.length);
            return batch;
        }
        if (inFile == 0) {
            return null;
        }
        inFile--;
        final int length = in.readInt();
        final int expected = in.readInt();
        final byte[] read = in.readNBytes(length);
        if (read.length < length || BlockFetcher.checksum(read) != expected) {
            throw new IOException("The spill file " + file + " of a fetched partition is damaged");
        }
        return read;
    }

    @Override
    public void close() throws IOException {
        batches.clear();
        if (held > 0) {
            memory.release(held);
            held = 0;
        }
        if (out != null) {
            out.close();
        }
        if (in != null) {
            in.close();
        }
        if (file != null) {
            Files.deleteIfExists(file);
        }
    }
}
