package io.kindling.transport.netty;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Authenticated connections that have to end with something else. Thread-safe. */
final class OpenConnections {

    private static final Logger LOG = LoggerFactory.getLogger(OpenConnections.class);

    private final EventLoops loops;
    private final Set<NettyConnection> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    OpenConnections(final EventLoops loops) {
        this.loops = loops;
    }

    void add(final NettyConnection connection) {
        open.add(connection);
        connection.ended().whenComplete((nothing, e) -> open.remove(connection));
        if (closed) {
            connection.close();
        }
    }

    /** Closes them in order; those that have not ended when the time is over are cut off. */
    void close(final Duration limit) {
        closed = true;
        final List<NettyConnection> all = List.copyOf(open);
        all.forEach(NettyConnection::close);
        if (loops.isCurrent()) {
            return;
        }
        try {
            CompletableFuture.allOf(all.stream().map(NettyConnection::ended).toArray(CompletableFuture<?>[]::new))
                    .get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (final TimeoutException | ExecutionException e) {
            LOG.info("Cutting off {} connections that did not end within {} s", open.size(), limit.toSeconds());
            LOG.debug("They did not end", e);
            all.forEach(NettyConnection::cut);
        }
    }
}
