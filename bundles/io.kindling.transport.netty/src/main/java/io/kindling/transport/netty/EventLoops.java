package io.kindling.transport.netty;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.FastThreadLocal;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The few threads of a transport and the memory that they share. */
final class EventLoops {

    private static final Logger LOG = LoggerFactory.getLogger(EventLoops.class);
    private static final int FEWEST = 2;
    private static final int MOST = 4;
    private static final int STOP_SECONDS = 3;
    private static final int PAGE = 8 * 1024;
    /** Chunks of 512 KiB rather than Netty's 4 MiB: what is in flight is bounded by the outboxes. */
    private static final int CHUNK_ORDER = 6;

    private final EventLoopGroup group;
    private final ByteBufAllocator memory;

    EventLoops() {
        final int threads = Math.max(FEWEST, Math.min(MOST, Runtime.getRuntime().availableProcessors()));
        group = new MultiThreadIoEventLoopGroup(threads, new Factory(), NioIoHandler.newFactory());
        // Heap for what the JDK's TLS engine reads and writes, direct for the sockets alone.
        memory = new PooledByteBufAllocator(false, 2, 2, PAGE, CHUNK_ORDER, 64, 16, false);
    }

    EventLoopGroup group() {
        return group;
    }

    ByteBufAllocator memory() {
        return memory;
    }

    /** Whether the caller is one of these threads, on which nothing may wait. */
    boolean isCurrent() {
        for (final EventExecutor loop : group) {
            if (loop.inEventLoop()) {
                return true;
            }
        }
        return false;
    }

    /**
     * For the end of each call on a thread of somebody else's: what Netty puts into its ThreadLocals there would keep Netty's
     * classes, and through their loggers more, after this bundle has gone and for as long as that thread lives.
     */
    static void leaveNothing() {
        if (!(Thread.currentThread() instanceof FastThreadLocalThread)) {
            FastThreadLocal.removeAll();
        }
    }

    /**
     * Ends the threads; waits a few seconds at the most. It waits for the group's own future, not for its threads: Netty's
     * global executor still tells of their end when they are gone, with classes that a stopped bundle could not load any more.
     */
    void stop() {
        group.shutdownGracefully(0, STOP_SECONDS, TimeUnit.SECONDS);
        if (isCurrent()) {
            return;
        }
        try {
            if (!group.terminationFuture().await(2 * STOP_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("Threads of the netty transport are still busy after {} s; going on without them", 2 * STOP_SECONDS);
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            leaveNothing();
        }
    }

    private static final class Factory implements ThreadFactory {

        private final AtomicInteger count = new AtomicInteger();

        /**
         * As though nobody had asked for it: the first to connect may be an application, and a thread keeps the context
         * class loader of whoever makes it and, up to Java 23, the protection domains on its stack.
         */
        @Override
        @SuppressWarnings("removal") // where it goes, so does what it is here against
        public Thread newThread(final Runnable task) {
            return AccessController.doPrivileged((PrivilegedAction<Thread>) () -> {
                final Thread thread = new FastThreadLocalThread(task, "kindling-netty-" + count.incrementAndGet());
                thread.setDaemon(true);
                thread.setContextClassLoader(EventLoops.class.getClassLoader());
                return thread;
            });
        }
    }
}
