package io.kindling.executor.control;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.kindling.common.Clock;
import io.kindling.common.Inbox;
import io.kindling.protocol.message.Heartbeat;
import io.kindling.protocol.message.HeartbeatAck;
import io.kindling.protocol.message.Messages;
import io.kindling.protocol.wire.WireFormat;
import io.kindling.transport.api.Connection;
import io.kindling.transport.api.Frame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.Before;
import org.junit.Test;

public class HeartbeatsTest {

    private final WireFormat format = new WireFormat(Messages.table());
    private final ManualClock clock = new ManualClock();
    private final Ending ending = new Ending();
    private final List<CompletableFuture<Frame>> sent = new ArrayList<>();
    private final List<byte[]> payloads = new ArrayList<>();
    private final Heartbeats heartbeats = new Heartbeats(3, clock, new Inbox(16), format,
            new Heartbeats.Rhythm(Duration.ofSeconds(10), Duration.ofSeconds(30)), () -> new long[] {7}, ending).over(new Requests());

    @Before
    public void start() {
        heartbeats.onStart();
    }

    private void pass(final long seconds) {
        clock.nanos += TimeUnit.SECONDS.toNanos(seconds);
        heartbeats.doWork();
    }

    private void answer(final int index, final boolean known) {
        final HeartbeatAck ack = new HeartbeatAck(index, known);
        sent.get(index).complete(new Frame(ack.type(), 1, format.encode(ack)));
        heartbeats.doWork();
    }

    @Test
    public void shouldSendAtOnceAndThenAtEachInterval() {
        pass(0);
        assertEquals(1, sent.size());
        pass(9);
        assertEquals(1, sent.size());
        pass(1);
        assertEquals(2, sent.size());
        final Heartbeat second = (Heartbeat) format.decode(Messages.HEARTBEAT, payloads.get(1));
        assertEquals(2, second.sequence());
        assertEquals(3, second.executor());
        assertEquals(7, second.running()[0]);
    }

    @Test
    public void shouldEndTheExecutorWhenTheLeaseIsOver() throws Exception {
        pass(0);
        pass(20);
        answer(0, true);
        pass(30);
        assertFalse("an answer makes the lease new", ending.hasCome());
        pass(1);
        assertTrue(ending.hasCome());
        assertEquals(1, ending.await().code());
        assertTrue(ending.await().text(), ending.await().text().contains("30000 ms"));
    }

    @Test
    public void shouldEndTheExecutorThatIsGivenUp() {
        pass(0);
        answer(0, false);
        assertTrue(ending.hasCome());
    }

    @Test
    public void shouldTakeAFailedRequestForNoAnswer() {
        pass(0);
        sent.get(0).completeExceptionally(new java.io.IOException("no answer"));
        pass(1);
        assertFalse(ending.hasCome());
    }

    private static final class ManualClock implements Clock {

        private long nanos = 5;

        @Override
        public long nanoTime() {
            return nanos;
        }

        @Override
        public long currentTimeMillis() {
            return 0;
        }
    }

    private final class Requests implements Connection {

        @Override
        public String peer() {
            return "kindling://app/a/driver";
        }

        @Override
        public String peerAddress() {
            return "localhost:1";
        }

        @Override
        public String localHost() {
            return "localhost";
        }

        @Override
        public boolean send(final int type, final byte[] payload) {
            return true;
        }

        @Override
        public CompletableFuture<Frame> request(final int type, final byte[] payload, final Duration timeout) {
            final CompletableFuture<Frame> result = new CompletableFuture<>();
            sent.add(result);
            payloads.add(payload);
            return result;
        }

        @Override
        public boolean reply(final Frame request, final int type, final byte[] payload, final Runnable gone) {
            return true;
        }

        @Override
        public boolean isWritable() {
            return true;
        }

        @Override
        public void setReading(final boolean reading) {
            // Nothing comes.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
