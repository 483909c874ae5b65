package io.kindling.driver.shared;

import io.kindling.api.Broadcast;
import io.kindling.api.KindlingException;
import io.kindling.api.spi.BroadcastBackend;
import io.kindling.dataflow.RecordCodecException;
import io.kindling.dataflow.RecordWriter;
import io.kindling.driver.code.ApplicationCode;
import java.io.IOException;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/**
 * The broadcasts of one application. One goes when nobody can use it any more: neither the application, which has the object, nor a data set,
 * whose encoded functions keep the broadcasts that travelled with them. Thread-safe.
 */
public final class Broadcasts {

    private static final int DESTROYED_KNOWN = 10_000;

    private final Contents contents;
    private final Holders holders;
    private final UnaryOperator<String> sites;
    private final AtomicLong last = new AtomicLong();
    private final Map<Long, Kept> kept = new ConcurrentHashMap<>();
    private final ReferenceQueue<Backend<?>> unreachable = new ReferenceQueue<>();
    private final Map<Long, String> destroyed = Collections.synchronizedMap(new LinkedHashMap<>() {

        @Override
        protected boolean removeEldestEntry(final Map.Entry<Long, String> eldest) {
            return size() > DESTROYED_KNOWN;
        }
    });
    /** By the identity of the bytes of a function: arrays are equal to themselves only. */
    private final Map<byte[], List<Backend<?>>> travelled = Collections.synchronizedMap(new WeakHashMap<>());
    private final ThreadLocal<Travel> travelling = new ThreadLocal<>();

    /** @param sites names an operation by where the application calls it */
    Broadcasts(final Contents contents, final Holders holders, final UnaryOperator<String> sites) {
        this.contents = contents;
        this.holders = holders;
        this.sites = sites;
    }

    /**
     * Encodes a value.
     *
     * @param site of the call, for messages, e.g. {@code broadcast at Main.java:12}
     * @param code of the session that it is for
     * @throws KindlingException if the value cannot travel, or is too large
     */
    public <T> Broadcast<T> make(final T value, final String site, final ApplicationCode code) {
        final Content content;
        try {
            final RecordWriter writer = code.current().codec().writer();
            writer.write(value);
            content = contents.add(out -> writer.drainTo(out::write));
        } catch (final RecordCodecException e) {
            throw new KindlingException("The value of " + site + " cannot be sent to executors: " + e.getMessage(), e);
        } catch (final OutOfMemoryError e) {
            throw new KindlingException("The value of " + site + " is too large for the driver's memory, or takes more than 2g encoded; it takes it "
                    + "twice while it is encoded. Use a larger driver (kindling.driver.memory), or a data set and a join", e);
        } catch (final IOException e) {
            throw new KindlingException("The value of " + site + " cannot be kept for executors: " + e.getMessage(), e);
        }
        final long id = last.getAndIncrement();
        final Backend<T> backend = new Backend<>(id, new Origin(site, code), content.hash(), value);
        kept.put(id, new Kept(backend, unreachable));
        return new Broadcast<>(id, content.hash(), backend);
    }

    /**
     * Collects the broadcasts that are serialised on this thread until it is closed, for what keeps them.
     *
     * @param with the code with which they are to be used
     */
    public Travel travel(final ApplicationCode with) {
        final Travel travel = new Travel(travelling.get(), with);
        travelling.set(travel);
        return travel;
    }

    /** What is being serialised. To be closed on the same thread. */
    public final class Travel implements AutoCloseable {

        private final Travel before;
        private final ApplicationCode with;
        private final List<Backend<?>> mine = new ArrayList<>();

        private Travel(final Travel before, final ApplicationCode with) {
            this.before = before;
            this.with = with;
        }

        /** As long as these bytes are reachable so are the broadcasts in them. */
        public byte[] keep(final byte[] bytes) {
            if (!mine.isEmpty()) {
                travelled.put(bytes, List.copyOf(mine));
            }
            return bytes;
        }

        @Override
        public void close() {
            if (before == null) {
                travelling.remove();
            } else {
                travelling.set(before);
            }
        }
    }

    /** How many there are that somebody can use. */
    public int count() {
        return kept.size();
    }

    /** Why nobody gets the value of a broadcast, or null if it can be had. */
    String refusal(final long id) {
        final String site = destroyed.get(id);
        return site != null ? site : kept.containsKey(id) ? null : "Broadcast(" + id
                + ") is not known to the driver of this application: it belongs to another context, or was destroyed long ago";
    }

    /** The contents of broadcasts that nobody can use any more, each told once; to be given to {@link #release}. */
    List<String> takeUnreachable() {
        travelled.size(); // lets go what was kept for functions that are gone
        List<String> gone = List.of();
        for (Reference<? extends Backend<?>> next; (next = unreachable.poll()) != null;) {
            final Kept old = (Kept) next;
            if (kept.remove(old.id, old)) {
                gone = gone.isEmpty() ? new ArrayList<>() : gone;
                gone.add(old.hash);
            }
        }
        return gone;
    }

    /** Executors forget contents unless others need them. May take as long as deleting files does. */
    void release(final List<String> gone) {
        holders.drop(gone.stream().filter(contents::release).toList());
    }

    private static final class Kept extends WeakReference<Backend<?>> {

        private final long id;
        private final String hash;

        Kept(final Backend<?> backend, final ReferenceQueue<Backend<?>> queue) {
            super(backend, queue);
            id = backend.id;
            hash = backend.hash;
        }
    }

    /** Where a broadcast was made, and with which code. */
    private record Origin(String site, ApplicationCode code) {
    }

    /** What stands behind a broadcast here. */
    private final class Backend<T> implements BroadcastBackend<T> {

        private final long id;
        private final Origin origin;
        private final String hash;
        private T value; // guarded by this
        private String gone; // where it was destroyed

        Backend(final long id, final Origin origin, final String hash, final T value) {
            this.id = id;
            this.origin = origin;
            this.hash = hash;
            this.value = value;
        }

        @Override
        public synchronized T value() {
            mustBeThere();
            return value;
        }

        private void mustBeThere() {
            if (gone != null) {
                throw new KindlingException(gone);
            }
        }

        @Override
        public void unpersist(final boolean blocking) {
            synchronized (this) {
                mustBeThere();
            }
            if (contents.users(hash) == 1) { // another broadcast of the same value needs it otherwise
                drop(blocking);
            }
        }

        @Override
        public void destroy(final boolean blocking) {
            synchronized (this) {
                if (gone != null) {
                    return;
                }
                gone = "Broadcast(" + id + ") of " + origin.site + " cannot be used any more: it was destroyed by " + sites.apply("destroy");
                value = null;
            }
            destroyed.put(id, gone);
            if (kept.remove(id) != null && contents.release(hash)) {
                drop(blocking);
            }
        }

        private void drop(final boolean blocking) {
            if (blocking) {
                holders.dropAndWait(hash);
            } else {
                holders.drop(List.of(hash));
            }
        }

        @Override
        public synchronized void travels() {
            mustBeThere();
            final Travel travel = travelling.get();
            if (travel != null) {
                mustBeKnown(travel.with);
                travel.mine.add(this);
            }
        }

        /** Another session may use it if its classes are there: that is known if it has all code of this one's; otherwise, or if this one has ended, it is tried. */
        private void mustBeKnown(final ApplicationCode other) {
            final boolean ended = origin.code.isClosed();
            if (other == origin.code || !ended && other.lacks(origin.code).isEmpty()) {
                return;
            }
            try {
                other.current().codec().writer().write(value);
            } catch (final RecordCodecException e) {
                throw new KindlingException("Broadcast(" + id + ") of " + origin.site + " was made in " + origin.code.owner() + " and cannot be used in "
                        + other.owner() + (ended ? "" : ", whose code does not have " + String.join(", ", other.lacks(origin.code))) + ": " + e.getMessage()
                        + "; add the same JARs to both sessions, or broadcast the value in this one, of its own classes", e);
            }
        }
    }
}
