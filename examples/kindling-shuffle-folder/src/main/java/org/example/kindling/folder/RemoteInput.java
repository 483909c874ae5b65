package org.example.kindling.folder;

import io.kindling.dataflow.TaskKilledException;
import io.kindling.protocol.message.FetchShuffle;
import io.kindling.protocol.message.MapOutputs;
import io.kindling.protocol.message.ShuffleChunk;
import io.kindling.shuffle.ShuffleBlockException;
import io.kindling.shuffle.ShuffleSetup;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What another executor has, one part after the other. */
final class RemoteInput extends InputStream {

    private static final int PART = 1 << 20;
    private static final int TRIES = 4;

    private final ShuffleSetup setup;
    private final MapOutputs.Location where;
    private final OutputName name;
    private final int partition;
    private byte[] part = {};
    private int at;
    private long offset;
    private long total = -1;

    /** @param partition or {@link FetchShuffle#WHOLE_FILE} */
    RemoteInput(final ShuffleSetup setup, final MapOutputs.Location where, final OutputName name, final int partition) {
        this.setup = setup;
        this.where = where;
        this.name = name;
        this.partition = partition;
    }

    @Override
    public int read() throws IOException {
        final byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(final byte[] into, final int from, final int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (at == part.length) {
            if (offset == total) {
                return -1;
            }
            fetch();
        }
        final int count = Math.min(length, part.length - at);
        System.arraycopy(part, at, into, from, count);
        at += count;
        return count == 0 ? -1 : count;
    }

    private void fetch() throws IOException {
        final FetchShuffle request = new FetchShuffle(name.shuffle(), partition, new int[] {name.map()}, new long[] {name.attempt()}, offset, PART);
        for (int tries = 1;; tries++) {
            try {
                final ShuffleChunk.BlockPart answer = setup.client().fetch(where, request).get(30, TimeUnit.SECONDS).parts().get(0);
                part = answer.bytes();
                at = 0;
                offset += part.length;
                total = answer.total();
                return;
            } catch (final ExecutionException | TimeoutException e) {
                if (e.getCause() instanceof ShuffleBlockException || tries == TRIES) {
                    throw new IOException(e.getCause() == null ? "no answer" : e.getCause().getMessage(), e);
                }
                pause();
            } catch (final InterruptedException e) {
                throw killed();
            }
        }
    }

    private void pause() {
        try {
            TimeUnit.NANOSECONDS.sleep(setup.options().retryWait().toNanos());
        } catch (final InterruptedException e) {
            throw killed();
        }
    }

    private static TaskKilledException killed() {
        Thread.currentThread().interrupt();
        return new TaskKilledException("Interrupted while waiting for map outputs");
    }
}
