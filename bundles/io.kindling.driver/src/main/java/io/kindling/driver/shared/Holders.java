package io.kindling.driver.shared;

import io.kindling.protocol.message.ContentDropped;
import io.kindling.protocol.message.DropContent;
import io.kindling.protocol.message.MapOutputs;
import io.kindling.protocol.wire.WireFormat;
import io.kindling.transport.api.Connection;
import io.kindling.transport.api.Frame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which executors have, or are about to have, which contents: known by the connections over which they asked. Thread-safe. */
final class Holders {

    private static final Logger LOG = LoggerFactory.getLogger(Holders.class);
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int MOST_TOLD = 16;

    private final WireFormat format;
    private final Map<Connection, Holder> holders = new LinkedHashMap<>(); // guarded by this

    Holders(final WireFormat format) {
        this.format = format;
    }

    private record Holder(MapOutputs.Location where, Set<String> contents) {
    }

    /** An executor asks for a content; tells who else has it, some of them if they are many. */
    synchronized List<MapOutputs.Location> ask(final Connection connection, final MapOutputs.Location where, final String content) {
        final List<MapOutputs.Location> others = new ArrayList<>();
        holders.forEach((other, holder) -> {
            if (other != connection && holder.contents.contains(content)) {
                others.add(holder.where);
            }
        });
        holders.computeIfAbsent(connection, key -> new Holder(where, new HashSet<>())).contents.add(content);
        Collections.shuffle(others);
        return others.size() > MOST_TOLD ? others.subList(0, MOST_TOLD) : others;
    }

    /** A connection has ended, and what its executor has with it. */
    synchronized void gone(final Connection connection) {
        holders.remove(connection);
    }

    /** Lets executors forget contents. */
    void drop(final List<String> contents) {
        for (int from = 0; from < contents.size(); from += DropContent.MOST) {
            final DropContent order = new DropContent(contents.subList(from, Math.min(contents.size(), from + DropContent.MOST)));
            final byte[] message = format.encode(order);
            forget(order.contents()).forEach(connection -> connection.send(order.type(), message));
        }
    }

    /** Lets executors forget a content and waits until those have that are still there. */
    void dropAndWait(final String content) {
        final DropContent order = new DropContent(List.of(content));
        final byte[] message = format.encode(order);
        final List<CompletableFuture<Frame>> answers = forget(order.contents()).stream().map(connection -> connection.request(order.type(), message, LIMIT)).toList();
        for (final CompletableFuture<Frame> answer : answers) {
            try {
                final Frame reply = answer.get(LIMIT.toMillis() * 2, TimeUnit.MILLISECONDS);
                LOG.debug("Dropped: {}", ((ContentDropped) format.decode(reply.type(), reply.payload())).count());
            } catch (final ExecutionException | TimeoutException e) {
                LOG.debug("An executor did not say that it has dropped {}", content, e); // it is gone, or slow: then it drops it later
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private synchronized List<Connection> forget(final List<String> contents) {
        final List<Connection> told = new ArrayList<>();
        holders.forEach((connection, holder) -> {
            if (holder.contents.removeAll(contents)) {
                told.add(connection);
            }
        });
        return told;
    }
}
