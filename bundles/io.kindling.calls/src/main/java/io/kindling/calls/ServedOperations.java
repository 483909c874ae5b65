package io.kindling.calls;

import io.kindling.api.KindlingException;
import io.kindling.api.RemoteOperation;
import io.kindling.api.spi.OperationServer;
import io.kindling.protocol.wire.WireFormat;
import io.kindling.transport.api.Acceptor;
import io.kindling.transport.api.Connection;
import io.kindling.transport.api.FrameHandler;
import io.kindling.transport.api.Listener;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operations of one application, and the threads that run them. Thread-safe. */
final class ServedOperations implements OperationServer.Serving, Acceptor {

    private static final Logger LOG = LoggerFactory.getLogger(ServedOperations.class);
    private static final int WAITING_PER_THREAD = 16;
    private static final long GRACE_MILLIS = 500;
    private static final long CLOSE_SECONDS = 5;

    private final String application;
    private final Path file;
    private final WireFormat format;
    private final Map<String, RemoteOperation> operations = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor threads;
    private final String clients;
    private volatile Listener listener;
    private volatile Ticket ticket;

    ServedOperations(final String application, final int atOnce, final Path file, final WireFormat format) {
        this.application = application;
        this.file = file;
        this.format = format;
        clients = Ticket.clients(application);
        final AtomicInteger number = new AtomicInteger();
        threads = new ThreadPoolExecutor(atOnce, atOnce, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING_PER_THREAD * atOnce),
                task -> {
                    final Thread thread = new Thread(task, "kindling-call-" + application + "-" + number.getAndIncrement());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    void opened(final Listener port) {
        listener = port;
    }

    void letsIn(final Ticket written) {
        ticket = written;
    }

    @Override
    public void add(final String name, final RemoteOperation operation) {
        if (operations.putIfAbsent(name, operation) != null) {
            throw new KindlingException("Application " + application + " serves an operation " + name + " already");
        }
    }

    @Override
    public Path ticket() {
        return file;
    }

    List<String> names() {
        return operations.keySet().stream().sorted().toList();
    }

    RemoteOperation find(final String name) {
        return name == null ? null : operations.get(name);
    }

    /** Runs something on a thread for calls; RejectedExecutionException if too much waits already. */
    void run(final Runnable call) {
        threads.execute(call);
    }

    @Override
    public FrameHandler accept(final Connection connection) {
        return connection.peer().startsWith(clients) ? new ClientChannel(this, format) : null;
    }

    @Override
    public void close() {
        threads.shutdown();
        try {
            // A call may be what has ended the application: its client still gets its answer.
            if (!threads.awaitTermination(GRACE_MILLIS, TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
                if (!threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                    LOG.warn("Calls of application {} go on although they were interrupted", application);
                }
            }
        } catch (final InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        } finally {
            end();
        }
    }

    private void end() {
        if (listener != null) {
            listener.close();
        }
        try {
            // Another application that was given the same file may have written its own there since.
            if (ticket != null && ticket.isIn(file)) {
                Files.deleteIfExists(file);
                if (file.getParent().endsWith(application)) {
                    Files.delete(file.getParent()); // made for this application alone
                }
            }
        } catch (final DirectoryNotEmptyException e) {
            LOG.debug("Beside the ticket is something else", e);
        } catch (final IOException e) {
            LOG.warn("The ticket {} cannot be deleted; it opens nothing any more: {}", file, e.toString());
        }
    }
}
