package io.kindling.executor.shared;

import io.kindling.protocol.message.BlockBytes;
import io.kindling.protocol.message.ContentDropped;
import io.kindling.protocol.message.ContentPlan;
import io.kindling.protocol.message.DropContent;
import io.kindling.protocol.message.FetchBlock;
import io.kindling.protocol.message.FindContent;
import io.kindling.protocol.message.ListFiles;
import io.kindling.protocol.message.MapOutputs;
import io.kindling.protocol.message.SharedFiles;
import io.kindling.protocol.wire.WireFormat;
import io.kindling.protocol.wire.WireMessage;
import io.kindling.transport.api.Connection;
import io.kindling.transport.api.Frame;
import io.kindling.transport.api.FrameHandler;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.ToIntFunction;

/**
 * Asks the driver over a connection of its own, so that launches and status updates do not wait behind blocks. It is opened for the first
 * question and stays: as long as it is there the driver counts this executor among those who have what it asked for. Thread-safe.
 */
final class DriverContents implements ContentSource, AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final WireFormat format;
    private final Dialer dialer;
    private final MapOutputs.Location here;
    private final ToIntFunction<List<String>> drop;
    private CompletableFuture<Connection> connection; // there, or being opened; guarded by this
    private boolean closed;

    /** Opens connections to the driver; blocks. */
    interface Dialer {

        Connection connect(FrameHandler handler) throws IOException;
    }

    /**
     * Connects to nothing yet.
     *
     * @param here where other executors reach this one
     * @param drop forgets contents and tells how many there were; must not block for long
     */
    DriverContents(final WireFormat format, final Dialer dialer, final MapOutputs.Location here, final ToIntFunction<List<String>> drop) {
        this.format = format;
        this.dialer = dialer;
        this.here = here;
        this.drop = drop;
    }

    @Override
    public ContentPlan find(final long broadcast, final String content) throws IOException {
        return ask(new FindContent(broadcast, content, here.executor(), here.host(), here.port()), ContentPlan.class);
    }

    @Override
    public SharedFiles files(final int session) throws IOException {
        return ask(new ListFiles(here.executor(), session), SharedFiles.class);
    }

    @Override
    public CompletableFuture<BlockBytes> fetch(final FetchBlock request) {
        return request(request).thenApply(reply -> (BlockBytes) format.decode(reply.type(), reply.payload()));
    }

    private CompletableFuture<Frame> request(final WireMessage request) {
        return connection().thenCompose(to -> to.request(request.type(), format.encode(request), LIMIT));
    }

    private <T extends WireMessage> T ask(final WireMessage request, final Class<T> answer) throws IOException {
        try {
            final Frame reply = request(request).get(LIMIT.toMillis() * 2, TimeUnit.MILLISECONDS);
            return answer.cast(format.decode(reply.type(), reply.payload()));
        } catch (final ExecutionException e) {
            throw new IOException("The driver did not answer a " + request.getClass().getSimpleName() + ": " + e.getCause().getMessage(), e.getCause());
        } catch (final TimeoutException e) {
            throw new IOException("The driver did not answer a " + request.getClass().getSimpleName() + " within " + 2 * LIMIT.toSeconds() + " s", e);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("The task was ended while it waited for the driver");
        }
    }

    private synchronized CompletableFuture<Connection> connection() {
        if (closed) {
            return CompletableFuture.failedFuture(new IOException("The executor ends"));
        }
        if (connection == null) {
            connection = new CompletableFuture<>();
            dial(connection);
        }
        return connection;
    }

    /** On a thread of its own: who asks may be a transport's thread, after another executor did not have a block. */
    private void dial(final CompletableFuture<Connection> wanted) {
        final Thread thread = new Thread(() -> {
            try {
                wanted.complete(dialer.connect(new FrameHandler() {

                    @Override
                    public void onFrame(final Connection from, final Frame frame) {
                        received(from, frame);
                    }

                    @Override
                    public void onClosed(final Connection from, final Throwable cause) {
                        gone(wanted);
                    }
                }));
            } catch (final IOException | RuntimeException | LinkageError e) {
                gone(wanted);
                wanted.completeExceptionally(e);
            }
        }, "kindling-executor-" + here.executor() + "-contents-dial");
        thread.setDaemon(true);
        thread.setContextClassLoader(DriverContents.class.getClassLoader());
        thread.start();
    }

    private void received(final Connection from, final Frame frame) {
        if (!(format.decode(frame.type(), frame.payload()) instanceof DropContent order)) {
            from.close(); // all else that it sends are answers
            return;
        }
        final ContentDropped answer = new ContentDropped(drop.applyAsInt(order.contents()));
        if (frame.correlation() != 0) {
            from.reply(frame, answer.type(), format.encode(answer));
        }
    }

    private synchronized void gone(final CompletableFuture<Connection> old) {
        if (connection == old) {
            connection = null; // the next question opens another one
        }
    }

    @Override
    public void close() {
        final CompletableFuture<Connection> last;
        synchronized (this) {
            closed = true;
            last = connection;
        }
        if (last != null) {
            last.thenAccept(Connection::close); // also one that is just being opened
        }
    }
}
