package io.kindling.transport.netty;

import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs whom a listener did not let in; a few a minute where operators see it, so that an attacker cannot fill the disk. */
final class RefusalLog {

    private static final Logger LOG = LoggerFactory.getLogger(RefusalLog.class);
    private static final long MINUTE = 60_000_000_000L;
    private static final int MOST_A_MINUTE = 20;

    private final AtomicLong minute = new AtomicLong(System.nanoTime());
    private final AtomicInteger count = new AtomicInteger();

    void refused(final String role, final InetSocketAddress peer, final String why) {
        final String address = NettyConnection.text(peer);
        if (mayShow()) {
            LOG.info("Refused {} at the port of {}: {}", address, role, PlainWords.printable(why));
        } else {
            LOG.debug("Refused {} at the port of {}: {}", address, role, PlainWords.printable(why));
        }
    }

    void failed(final String role, final Throwable failure) {
        LOG.warn("A connection to the port of {} failed here", role, failure);
    }

    private boolean mayShow() {
        final long start = minute.get();
        final long now = System.nanoTime();
        if (now - start > MINUTE && minute.compareAndSet(start, now)) {
            count.set(0);
        }
        return count.incrementAndGet() <= MOST_A_MINUTE;
    }
}
