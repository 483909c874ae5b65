package io.kindling.driver.control;

import io.kindling.common.Clock;
import io.kindling.common.ExecutorId;
import io.kindling.common.StageId;
import io.kindling.protocol.message.FetchResult;
import io.kindling.protocol.message.ResultChunk;
import io.kindling.protocol.message.TaskStatus;
import io.kindling.protocol.wire.WireFormat;
import io.kindling.scheduler.api.SchedulerEvent;
import io.kindling.scheduler.api.TaskEndReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * Fetches long results from their executors, a few at a time and part by part; their tasks have ended for the scheduler when they are here. What they
 * take counts for their job's limit before the first part comes. Of two attempts at one partition both are fetched, since one may be slow, and count
 * once; the first that is here ends the other. The agent's own.
 */
final class ResultFetches {

    private static final int AT_ONCE = 8;
    private static final int PART = 4 << 20;

    private final WireFormat format;
    private final ExecutorRegistry executors;
    private final JobRegistry jobs;
    private final Clock clock;
    private final Duration patience;
    private final Map<Long, Fetch> waiting = new LinkedHashMap<>();
    private final Map<Long, Fetch> underWay = new HashMap<>();
    private final Map<Place, List<Fetch>> places = new HashMap<>();

    /** @param patience how long a part may take */
    ResultFetches(final WireFormat format, final ExecutorRegistry executors, final JobRegistry jobs, final Clock clock, final Duration patience) {
        this.format = format;
        this.executors = executors;
        this.jobs = jobs;
        this.clock = clock;
        this.patience = patience;
    }

    /** A task is done and its result is to be fetched; if nobody wants it, or it is too much, the scheduler is told at once. */
    void add(final ExecutorId executor, final TaskStatus.Kept status, final Consumer<SchedulerEvent> events) {
        final Fetch fetch = new Fetch(executor, status);
        if (status.size() > Integer.MAX_VALUE - 8 || !reserve(fetch, events)) {
            giveUp(fetch, events);
            return;
        }
        places.computeIfAbsent(fetch.place(), key -> new ArrayList<>(1)).add(fetch);
        waiting.put(status.task(), fetch);
        begin(events);
    }

    private boolean reserve(final Fetch fetch, final Consumer<SchedulerEvent> events) {
        if (places.containsKey(fetch.place())) {
            return jobs.isWanted(fetch.stage());
        }
        fetch.reserved = fetch.status.size();
        return jobs.reserve(fetch.stage(), fetch.reserved, events);
    }

    /** A part has come. */
    void onChunk(final ExecutorId executor, final ResultChunk chunk, final Consumer<SchedulerEvent> events) {
        final Fetch fetch = underWay.get(chunk.task());
        if (fetch == null || !fetch.executor.equals(executor) || chunk.offset() != fetch.filled) {
            return; // given up meanwhile
        }
        if (chunk.bytes() == null || chunk.bytes().length == 0 || chunk.bytes().length > fetch.bytes.length - fetch.filled) {
            fail(fetch, chunk.problem() == null ? "its executor has sent more than there is" : chunk.problem(), events);
            return;
        }
        if (!jobs.isWanted(fetch.stage())) {
            end(fetch, events);
            giveUp(fetch, events);
            return;
        }
        System.arraycopy(chunk.bytes(), 0, fetch.bytes, fetch.filled, chunk.bytes().length);
        fetch.filled += chunk.bytes().length;
        if (fetch.filled < fetch.bytes.length) {
            ask(fetch);
        } else if (fetch.isDamaged()) {
            fail(fetch, "it does not fit its checksum", events);
        } else {
            final List<Fetch> others = takeOthers(fetch);
            end(fetch, events);
            events.accept(new SchedulerEvent.TaskEnded(executor, chunk.task(), new TaskEndReason.Success(fetch.bytes, fetch.status.updates())));
            others.forEach(other -> giveUp(other, events));
        }
    }

    private List<Fetch> takeOthers(final Fetch fetch) {
        final List<Fetch> others = places.get(fetch.place()).stream().filter(other -> other != fetch).toList();
        for (final Fetch other : others) {
            waiting.remove(other.status.task());
            underWay.remove(other.status.task());
            release(other);
        }
        return others;
    }

    /** Gives up what will not come: executors that are gone, and those that do not answer. */
    void onTick(final Consumer<SchedulerEvent> events) {
        waiting.values().removeIf(this::isOrphan);
        for (final Fetch fetch : underWay.values().toArray(Fetch[]::new)) {
            if (isOrphan(fetch)) {
                underWay.remove(fetch.status.task());
            } else if (clock.nanoTime() - fetch.askedNanos > patience.toNanos()) {
                fail(fetch, "its executor has not sent it within " + patience.toSeconds() + " s", events);
            }
        }
        begin(events);
    }

    /** Its task is told of by whoever told of the executor's end. */
    private boolean isOrphan(final Fetch fetch) {
        final boolean gone = executors.find(fetch.executor) == null;
        if (gone) {
            release(fetch);
        }
        return gone;
    }

    /** What it takes counts no more, unless another attempt's result is to come in its place. */
    private void release(final Fetch fetch) {
        final List<Fetch> same = places.get(fetch.place());
        same.remove(fetch);
        if (same.isEmpty()) {
            places.remove(fetch.place());
            jobs.release(fetch.stage(), fetch.reserved);
        } else {
            same.get(0).reserved += fetch.reserved;
        }
    }

    private void begin(final Consumer<SchedulerEvent> events) {
        while (underWay.size() < AT_ONCE && !waiting.isEmpty()) {
            final Fetch fetch = waiting.remove(waiting.keySet().iterator().next());
            if (jobs.isWanted(fetch.stage())) {
                fetch.bytes = new byte[(int) fetch.status.size()];
                underWay.put(fetch.status.task(), fetch);
                ask(fetch);
            } else {
                release(fetch);
                giveUp(fetch, events);
            }
        }
    }

    /** Nobody wants it any more. */
    private void giveUp(final Fetch fetch, final Consumer<SchedulerEvent> events) {
        drop(fetch.executor, fetch.status.task());
        events.accept(new SchedulerEvent.TaskEnded(fetch.executor, fetch.status.task(), new TaskEndReason.Killed()));
    }

    private void ask(final Fetch fetch) {
        fetch.askedNanos = clock.nanoTime();
        send(fetch.executor, new FetchResult(fetch.status.task(), fetch.filled, PART));
    }

    private void fail(final Fetch fetch, final String problem, final Consumer<SchedulerEvent> events) {
        end(fetch, events);
        drop(fetch.executor, fetch.status.task());
        events.accept(new SchedulerEvent.TaskEnded(fetch.executor, fetch.status.task(),
                new TaskEndReason.ExceptionFailure("Its result could not be brought to the driver: " + problem, null, false)));
    }

    private void end(final Fetch fetch, final Consumer<SchedulerEvent> events) {
        underWay.remove(fetch.status.task());
        release(fetch);
        begin(events);
    }

    private void drop(final ExecutorId executor, final long task) {
        send(executor, new FetchResult(task, 0, 0));
    }

    private void send(final ExecutorId executor, final FetchResult message) {
        final ExecutorRecord record = executors.find(executor);
        if (record != null && record.isReachable()) {
            record.connection().send(message.type(), format.encode(message));
        }
    }

    private record Place(int stage, int partition) {
    }

    private static final class Fetch {

        private final ExecutorId executor;
        private final TaskStatus.Kept status;
        private byte[] bytes;
        private int filled;
        private long askedNanos;
        /** What counts for the limit. */
        private long reserved;

        Fetch(final ExecutorId executor, final TaskStatus.Kept status) {
            this.executor = executor;
            this.status = status;
        }

        StageId stage() {
            return new StageId(status.stage());
        }

        Place place() {
            return new Place(status.stage(), status.partition());
        }

        boolean isDamaged() {
            final CRC32C checksum = new CRC32C();
            checksum.update(bytes);
            return (int) checksum.getValue() != status.checksum();
        }
    }
}
