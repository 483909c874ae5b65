package io.kindling.dataflow.run;

import io.kindling.dataflow.RecordReader;
import io.kindling.storage.api.BlockId;
import io.kindling.storage.api.FrameReader;
import io.kindling.storage.api.StoredBlock;
import java.io.IOException;

/** The records of a partition that is kept somewhere: all at once as objects, or decoded batch by batch. */
final class KeptRecords extends Lookahead {

    private final TaskRun run;
    private final Object[] objects;
    private final FrameReader frames;
    private RecordReader batch;

    private KeptRecords(final TaskRun run, final Object[] objects, final FrameReader frames, final RecordReader first) {
        this.run = run;
        this.objects = objects;
        this.frames = frames;
        batch = first;
    }

    /** Finds a partition, here or on another executor; null if it has to be computed. */
    static KeptRecords find(final TaskRun run, final BlockId block, final int operator) {
        final StoredBlock here = run.environment().blocks().get(block);
        if (here != null) {
            run.closeAtEnd(here::close);
            if (here.objects() != null) {
                return new KeptRecords(run, here.objects(), null, null);
            }
        }
        KeptRecords found = null;
        if (here != null) {
            try {
                found = opened(run, here.frames());
            } catch (final IOException e) {
                run.environment().checkKilled(); // the store has said what is wrong with it, and dropped it
            }
        }
        if (found == null) {
            final byte[] places = run.environment().payload(operator);
            final FrameReader there = places == null || places.length == 0 ? null : run.environment().fetchBlock(block, places);
            try {
                found = there == null ? null : opened(run, there);
            } catch (final IOException e) {
                run.environment().checkKilled(); // it was compared when it was fetched: what fails is the file that it lies in, and it is computed
            }
        }
        return found;
    }

    private static KeptRecords opened(final TaskRun run, final FrameReader frames) throws IOException {
        run.closeAtEnd(frames);
        // The first batch now: while nothing has been passed on, the partition can still be computed instead.
        final byte[] first = frames.next();
        return new KeptRecords(run, null, frames, first == null ? null : run.environment().codec().reader(first));
    }

    /** All of them, or null if they are to be decoded one by one. */
    Object[] objects() {
        return objects;
    }

    @Override
    boolean advance() throws IOException {
        while (batch != null) {
            if (batch.hasNext()) {
                return found(batch.next());
            }
            run.checkKilled();
            final byte[] next = frames.next();
            batch = next == null ? null : run.environment().codec().reader(next);
        }
        frames.close(); // not later: a task may go through many of them
        return false;
    }
}
