package io.kindling.driver.shared;

import io.kindling.api.Broadcast;
import io.kindling.api.KindlingException;
import io.kindling.common.files.DataFiles;
import io.kindling.common.files.DataKey;
import io.kindling.compression.CompressionCodec;
import io.kindling.driver.code.ApplicationCode;
import io.kindling.protocol.message.SharedFiles;
import io.kindling.protocol.wire.WireFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.UnaryOperator;

/** All that one application shares with its tasks. Thread-safe. */
public final class SharedState implements AutoCloseable {

    private final Accumulators accumulators;
    private final UpdateMerger merger;
    private final Contents contents;
    private final Broadcasts broadcasts;
    private final Map<Integer, AddedFiles> files = new ConcurrentHashMap<>();
    private final Queue<Integer> endedSessions = new ConcurrentLinkedQueue<>();
    private final Holders holders;
    private final ContentServer server;
    private final Executor helper;
    private final UnaryOperator<String> sites;
    private final DataKey dataKey;
    private volatile boolean closed;

    /**
     * What it is made with.
     *
     * @param application the application's id
     * @param code        its code, of all sessions
     * @param packing     how contents are kept and travel
     * @param mostUpdates the most bytes of accumulators' updates that may wait
     * @param format      of messages
     * @param helper      threads that may wait for a disk
     * @param sites       names an operation by where the application calls it
     */
    public record Setup(String application, ApplicationCode code, Packing packing, long mostUpdates, WireFormat format, Executor helper,
                        UnaryOperator<String> sites) {
    }

    /**
     * How contents are kept and travel.
     *
     * @param codec compresses them; null for none
     * @param key   seals their files, and those that executors keep
     */
    public record Packing(CompressionCodec codec, DataKey key) {
    }

    /** With nothing in it. */
    public SharedState(final Setup setup) {
        accumulators = new Accumulators(setup.application);
        merger = new UpdateMerger(setup.application, accumulators, setup.code, setup.mostUpdates);
        contents = new Contents(setup.application, setup.packing.codec, setup.packing.key.over(DataFiles.PLAIN));
        holders = new Holders(setup.format);
        broadcasts = new Broadcasts(contents, holders, setup.sites);
        server = new ContentServer(setup.format, contents, holders, broadcasts, this::filesOf, setup.helper);
        helper = setup.helper;
        sites = setup.sites;
        dataKey = setup.packing.key;
    }

    /** What the application's data is sealed with on disks; for executors alone. */
    public DataKey dataKey() {
        return dataKey;
    }

    /** Those of the application. */
    public Accumulators accumulators() {
        return accumulators;
    }

    /** Merges what tasks gather for them. */
    public UpdateMerger merger() {
        return merger;
    }

    /** Those of the application. */
    public Broadcasts broadcasts() {
        return broadcasts;
    }

    /**
     * Makes a broadcast.
     *
     * @param code of the session that it is for
     */
    public <T> Broadcast<T> broadcast(final T value, final ApplicationCode code) {
        if (closed) {
            throw new KindlingException("The context has been closed: it makes no broadcasts any more");
        }
        return broadcasts.make(value, sites.apply("broadcast"), code);
    }

    /** Those of a session, from now on. */
    public AddedFiles files(final int session) {
        return files.computeIfAbsent(session, number -> new AddedFiles(contents));
    }

    private SharedFiles filesOf(final int session) {
        final AddedFiles those = files.get(session);
        return those == null ? new SharedFiles(List.of()) : those.all();
    }

    /** A session has ended: its files go, here now and at the executors soon. */
    public void endSession(final int session) {
        final AddedFiles those = files.remove(session);
        if (those != null) {
            holders.drop(those.close());
        }
        endedSessions.add(session);
    }

    /** The sessions that have ended, each told once. */
    public List<Integer> takeEndedSessions() {
        final List<Integer> found = new ArrayList<>();
        for (Integer next; (next = endedSessions.poll()) != null;) {
            found.add(next);
        }
        return found;
    }

    /** Answers executors. */
    public ContentServer server() {
        return server;
    }

    /** Lets go what nobody can use any more; returns at once. */
    public void sweep() {
        final List<String> gone = broadcasts.takeUnreachable();
        if (!gone.isEmpty()) {
            try {
                helper.execute(() -> broadcasts.release(gone));
            } catch (final RejectedExecutionException e) {
                return; // the context ends, and everything with it
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        merger.close();
        contents.close();
    }
}
