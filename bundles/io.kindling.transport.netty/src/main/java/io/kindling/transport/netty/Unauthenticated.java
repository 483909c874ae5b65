package io.kindling.transport.netty;

import io.netty.channel.Channel;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The connections of a listener that have proven nothing yet. Each has a time limit, and there are only so many:
 * a new one pushes the oldest out, so that holding connections open keeps nobody else from coming in. Thread-safe.
 */
final class Unauthenticated {

    private final int most;
    private final Duration limit;
    private final Map<Channel, ScheduledFuture<?>> channels = new LinkedHashMap<>();

    Unauthenticated(final int most, final Duration limit) {
        this.most = most;
        this.limit = limit;
    }

    void add(final Channel channel) {
        final ScheduledFuture<?> timer =
                channel.eventLoop().schedule(() -> channel.close(), limit.toNanos(), TimeUnit.NANOSECONDS);
        final Channel oldest;
        synchronized (channels) {
            oldest = channels.size() < most ? null : takeOldest();
            channels.put(channel, timer);
        }
        if (oldest != null) {
            oldest.close();
        }
        channel.closeFuture().addListener(closed -> remove(channel));
    }

    private Channel takeOldest() {
        final Iterator<Map.Entry<Channel, ScheduledFuture<?>>> entries = channels.entrySet().iterator();
        final Map.Entry<Channel, ScheduledFuture<?>> oldest = entries.next();
        oldest.getValue().cancel(false);
        entries.remove();
        return oldest.getKey();
    }

    /** It has ended, or has proven who it is. */
    void remove(final Channel channel) {
        final ScheduledFuture<?> timer;
        synchronized (channels) {
            timer = channels.remove(channel);
        }
        if (timer != null) {
            timer.cancel(false);
        }
    }

    void closeAll() {
        final Channel[] all;
        synchronized (channels) {
            all = channels.keySet().toArray(Channel[]::new);
        }
        for (final Channel channel : all) {
            channel.close();
        }
    }
}
