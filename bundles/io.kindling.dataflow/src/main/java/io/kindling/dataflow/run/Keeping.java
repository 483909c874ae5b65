package io.kindling.dataflow.run;

import io.kindling.dataflow.RecordCodec;
import io.kindling.dataflow.RecordCodecException;
import io.kindling.dataflow.RecordWriter;
import io.kindling.dataflow.aggregate.LastingRecords;
import io.kindling.dataflow.memory.SeenObjects;
import io.kindling.dataflow.memory.SizeEstimator;
import io.kindling.storage.api.BlockDraft;
import io.kindling.storage.api.BlockEncoder;
import io.kindling.storage.api.BlockId;
import io.kindling.storage.api.KeepLevel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps the records of a partition while they pass. As objects until memory is refused, and from there on encoded on disk if the
 * level says so; encoded from the first on if it wants no objects. What cannot be kept passes all the same. Used by one thread.
 */
final class Keeping {

    private static final int SAMPLE_MASK = 15;
    private static final int BATCH = 1 << 16;
    private static final long STEP = 1 << 20;

    private final RecordCodec codec;
    private final BlockDraft draft;
    private final SizeEstimator sizes = new SizeEstimator();
    private final SeenObjects seen = new SeenObjects();
    private final LastingRecords lasting = new LastingRecords(sizes, this::hasRoomFor);
    private final boolean disk;
    /** The objects, or null if they are encoded. */
    private List<Object> records;
    private long bytes = 16;
    private long granted;
    private long last;
    /** What encodes them, or null if they are not encoded; if both are null they are not kept. */
    private RecordWriter writer;

    private Keeping(final RecordCodec codec, final BlockDraft draft, final KeepLevel level) {
        this.codec = codec;
        this.draft = draft;
        disk = level.disk();
        if (level.objects()) {
            records = new ArrayList<>();
        } else {
            writer = codec.writer();
        }
    }

    /** Begins; what has not ended by the end of the run is forgotten. */
    static Keeping of(final TaskRun run, final BlockId block, final KeepLevel level) {
        final BlockDraft draft = run.environment().blocks().draft(block, level);
        run.closeAtEnd(draft::close);
        return new Keeping(run.environment().codec(), draft, level);
    }

    void add(final Object record) throws IOException {
        if (records != null) {
            if (records.size() < 64 || (records.size() & SAMPLE_MASK) == 0) {
                last = sizes.estimateNext(record, seen);
            }
            final Object kept = lasting.of(record);
            bytes += 4 + (kept == record || kept == null ? last : sizes.estimate(kept));
            if ((kept != null || record == null) && isGranted(bytes)) {
                records.add(kept);
            } else {
                goOnEncoded(record);
            }
        } else if (writer != null) {
            writer.write(record);
            if (writer.size() >= BATCH) {
                drain();
            }
        }
    }

    /** All have passed. */
    void end() throws IOException {
        if (records != null) {
            draft.keep(records.toArray(), bytes, encoder(codec));
            records = null;
        } else if (writer != null) {
            drain();
            if (writer != null) {
                draft.commit();
                writer = null;
            }
        }
    }

    private boolean hasRoomFor(final long more) {
        return isGranted(bytes + more);
    }

    private boolean isGranted(final long all) {
        return all <= granted || ask(all);
    }

    private boolean ask(final long all) {
        final long wanted = draft.reserve(all + STEP) ? all + STEP : draft.reserve(all) ? all : 0;
        granted = Math.max(granted, wanted);
        return wanted > 0;
    }

    private void goOnEncoded(final Object record) throws IOException {
        final List<Object> sofar = records;
        records = null;
        if (!disk) {
            draft.close();
            return;
        }
        writer = codec.writer();
        try {
            for (int i = 0; i < sofar.size() && writer != null; i++) {
                add(sofar.set(i, null));
            }
            add(record);
        } catch (final RecordCodecException e) {
            writer = null; // as objects they could be kept, but not where there is room
            draft.close();
        }
    }

    private void drain() throws IOException {
        final boolean[] kept = {true};
        writer.drainTo((source, offset, length) -> kept[0] = draft.append(source, offset, length));
        if (!kept[0]) {
            writer = null;
        }
    }

    private static BlockEncoder encoder(final RecordCodec codec) {
        return (objects, from, target) -> {
            final RecordWriter writer = codec.writer();
            int next = from;
            while (next < objects.length && (next == from || writer.size() < BATCH)) {
                writer.write(objects[next++]);
            }
            writer.drainTo(target::accept);
            return next;
        };
    }
}
