package io.kindling.executor.data;

import io.kindling.executor.link.Bootstrap;
import io.kindling.protocol.message.BlockBytes;
import io.kindling.protocol.message.CopyKept;
import io.kindling.protocol.message.FetchBlock;
import io.kindling.protocol.message.FetchFailure;
import io.kindling.protocol.message.FetchPartition;
import io.kindling.protocol.message.FetchShuffle;
import io.kindling.protocol.message.KeepCopy;
import io.kindling.protocol.message.Messages;
import io.kindling.protocol.wire.WireFormat;
import io.kindling.protocol.wire.WireMessage;
import io.kindling.shuffle.ShuffleBlockException;
import io.kindling.shuffle.ShuffleSession;
import io.kindling.transport.api.Acceptor;
import io.kindling.transport.api.Connection;
import io.kindling.transport.api.Enrolment;
import io.kindling.transport.api.Frame;
import io.kindling.transport.api.FrameHandler;
import io.kindling.transport.api.FrameLimits;
import io.kindling.transport.api.Identity;
import io.kindling.transport.api.ListenSpec;
import io.kindling.transport.api.Listener;
import io.kindling.transport.api.Transport;
import java.io.IOException;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves this executor's map outputs, kept partitions, and blocks of broadcasts and files, to the other executors of its application, and to nobody else. Files are read by
 * a few threads of its own, never on the transport's, and only for peers that take what they have asked for, as long as not too much waits to be sent to all of them. A peer
 * that asks faster is not read from for a while.
 */
public final class ShuffleServer implements Acceptor, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ShuffleServer.class);
    private static final Set<Integer> QUESTIONS = Set.of(Messages.FETCH_SHUFFLE, Messages.FETCH_PARTITION, Messages.KEEP_COPY, Messages.FETCH_BLOCK);
    static final int READERS = 3;
    private static final int MOST_WAITING = 1 << 15;
    private static final int MOST_OF_A_PEER = 32;

    private final String peers;
    private final WireFormat format;
    private final Workers readers;
    private final Function<FetchBlock, BlockBytes> shared;
    private final UnsentAnswers unsent;
    private volatile ShuffleSession shuffles;
    private volatile ExecutorBlocks blocks;
    private volatile Listener listener;

    /**
     * Serves nothing yet.
     *
     * @param peers  what the identities of those begin with who may ask
     * @param shared gives blocks of broadcasts and files
     * @param mark   how many bytes of answers may wait to be sent until no more are made
     */
    public ShuffleServer(final String peers, final int executor, final WireFormat format, final Function<FetchBlock, BlockBytes> shared, final long mark) {
        this(peers, new Workers("kindling-executor-" + executor + "-shuffle-server", READERS, MOST_WAITING), format, shared, mark);
    }

    ShuffleServer(final String peers, final Workers readers, final WireFormat format, final Function<FetchBlock, BlockBytes> shared, final long mark) {
        this.peers = peers;
        this.format = format;
        this.shared = shared;
        this.readers = readers;
        unsent = new UnsentAnswers(mark);
    }

    /**
     * Opens the port.
     *
     * @return its number
     * @throws IOException if the address cannot be bound; names it
     */
    public int open(final Transport transport, final Bootstrap bootstrap, final Identity identity, final ShuffleSession session) throws IOException {
        shuffles = session;
        final FrameLimits limits = new FrameLimits(format.table().limits().entrySet().stream().filter(entry -> QUESTIONS.contains(entry.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
        // Nobody enrols here: the authority's key is the driver's alone.
        listener = transport.listen(new ListenSpec("executor-" + bootstrap.executor() + "-data", bootstrap.host(), 0, identity, null,
                Enrolment.NONE, limits), this);
        return listener.port();
    }

    @Override
    public FrameHandler accept(final Connection connection) {
        return connection.peer().startsWith(peers) ? new Peer(connection) : null;
    }

    /** From now on kept partitions are served too. */
    public void serve(final ExecutorBlocks kept) {
        blocks = kept;
    }

    private WireMessage answer(final WireMessage message) {
        if (message instanceof FetchBlock block) {
            return shared.apply(block);
        }
        final ExecutorBlocks kept = blocks;
        if (message instanceof FetchPartition fetch) {
            return kept == null ? new FetchFailure(fetch.partition(), "it has only just begun") : kept.serve(fetch);
        }
        final FetchShuffle request = (FetchShuffle) message;
        try {
            return shuffles.serve(request);
        } catch (final ShuffleBlockException e) {
            return new FetchFailure(e.map(), e.getMessage());
        } catch (final RuntimeException e) {
            return new FetchFailure(request.maps().length == 0 ? 0 : request.maps()[0], "the request cannot be served: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        if (listener != null) {
            listener.close();
        }
        readers.close();
    }

    private final class Peer implements FrameHandler {

        private final Connection connection;
        private final AtomicInteger open = new AtomicInteger();
        private final Queue<Frame> waiting = new ConcurrentLinkedQueue<>();
        private final UnsentAnswers.Share share = unsent.new Share(this::serveLater);

        private Peer(final Connection connection) {
            this.connection = connection;
        }

        @Override
        public void onFrame(final Connection same, final Frame frame) {
            if (frame.correlation() == 0) {
                throw new IllegalArgumentException(connection.peer() + " sent a message of type " + frame.type() + " that wants no answer");
            }
            if (open.incrementAndGet() >= MOST_OF_A_PEER) {
                connection.setReading(false);
            }
            waiting.add(frame);
            serveLater();
        }

        @Override
        public void onWritable(final Connection same) {
            for (int left = Math.min(READERS, waiting.size()); left > 0; left--) {
                serveLater();
            }
        }

        @Override
        public void onClosed(final Connection same, final Throwable cause) {
            share.close();
            waiting.clear();
        }

        private void serveLater() {
            try {
                readers.execute(this::serveNext);
            } catch (final RejectedExecutionException e) {
                connection.close(); // the peer asks again over a new one
            }
        }

        /** What is not served now is when the connection is writable again, or the share is admitted. */
        private void serveNext() {
            if (waiting.isEmpty() || !connection.isWritable() || !share.isAdmitted()) {
                return;
            }
            final Frame next = waiting.poll();
            if (next != null) {
                serve(next);
            }
            if (!waiting.isEmpty()) {
                serveLater();
            }
        }

        private void serve(final Frame frame) {
            try {
                final WireMessage request = format.decode(frame.type(), frame.payload());
                if (request instanceof KeepCopy order && blocks != null) {
                    blocks.copies().keep(order, answer -> reply(frame, answer)); // by other threads: it waits for a peer, which may wait for this one
                } else if (request instanceof KeepCopy) {
                    reply(frame, new CopyKept("it has only just begun"));
                } else {
                    reply(frame, answer(request));
                }
            } catch (final RuntimeException | Error e) {
                LOG.warn("A request of {} cannot be answered; its connection is closed", connection.peer(), e);
                connection.close(); // it hears at once that there is no answer, not when its time is over
            } finally {
                if (open.decrementAndGet() < MOST_OF_A_PEER) {
                    connection.setReading(true);
                }
            }
        }

        private void reply(final Frame frame, final WireMessage answer) {
            final byte[] payload = format.encode(answer);
            share.add(payload.length);
            connection.reply(frame, answer.type(), payload, () -> share.remove(payload.length));
        }
    }
}
