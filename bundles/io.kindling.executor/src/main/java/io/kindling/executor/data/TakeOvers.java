package io.kindling.executor.data;

import io.kindling.common.Clock;
import io.kindling.protocol.message.OutputsTaken;
import io.kindling.protocol.message.TakeOutputs;
import io.kindling.shuffle.ShuffleSession;
import io.kindling.shuffle.TakeListener;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes map outputs over from executors that are to go, two orders at a time, on threads of its own. Thread-safe; never blocks. */
public final class TakeOvers implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TakeOvers.class);
    private static final int AT_A_TIME = 2;
    private static final int MOST_WAITING = 256;
    /** An order that takes long is answered in parts, so that the driver sees it go on. */
    private static final long ANSWER_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final int executor;
    private final ShuffleSession shuffles;
    private final Clock clock;
    private final Workers workers;
    private final Map<Long, TakeOutputs> waiting = new ConcurrentHashMap<>();

    public TakeOvers(final int executor, final ShuffleSession shuffles, final Clock clock) {
        this.executor = executor;
        this.shuffles = shuffles;
        this.clock = clock;
        workers = new Workers("kindling-executor-" + executor + "-takeover", AT_A_TIME, MOST_WAITING);
    }

    /**
     * Carries an order out, in its turn.
     *
     * @param answers called on another thread; may wait
     * @return false if there are too many orders; then this one is forgotten
     */
    public boolean take(final TakeOutputs order, final Consumer<OutputsTaken> answers) {
        final Answer answer = new Answer(order, answers);
        waiting.put(order.move(), order);
        try {
            workers.execute(() -> carryOut(order, answer));
            return true;
        } catch (final RejectedExecutionException e) {
            waiting.remove(order.move());
            return false;
        }
    }

    /** Nobody needs a shuffle any more: orders for it that have not begun never do. */
    public void forget(final int shuffle) {
        waiting.values().removeIf(order -> order.shuffle() == shuffle);
    }

    private void carryOut(final TakeOutputs order, final Answer answer) {
        if (!waiting.remove(order.move(), order)) {
            answer.finish("nobody needs shuffle " + order.shuffle() + " any more");
            return;
        }
        try {
            shuffles.take(order, answer);
            answer.finish("it was not looked at");
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt(); // the executor ends, and the driver knows it by that
        } catch (final RuntimeException e) {
            LOG.warn("Executor {} cannot take over outputs of shuffle {} from executor {}", executor, order.shuffle(), order.from().executor(), e);
            answer.finish("taking it over failed: " + e);
        }
    }

    @Override
    public void close() {
        workers.close();
    }

    /** Gathers what has come of an order. Used by one thread at a time. */
    private final class Answer implements TakeListener {

        private final TakeOutputs order;
        private final Consumer<OutputsTaken> answers;
        private final Set<Integer> open = new LinkedHashSet<>();
        private final Set<Integer> taken = new LinkedHashSet<>();
        private final Set<Integer> failed = new LinkedHashSet<>();
        private String reason;
        private long toldNanos = clock.nanoTime();

        Answer(final TakeOutputs order, final Consumer<OutputsTaken> answers) {
            this.order = order;
            this.answers = answers;
            Arrays.stream(order.maps()).forEach(open::add);
        }

        @Override
        public void taken(final int map) {
            settle(map, taken);
        }

        @Override
        public void failed(final int map, final String why) {
            LOG.debug("Executor {} cannot take over output {} of shuffle {} from executor {}: {}", executor, map, order.shuffle(),
                    order.from().executor(), why);
            reason = why;
            settle(map, failed);
        }

        private void settle(final int map, final Set<Integer> into) {
            open.remove(map);
            into.add(map);
            if (clock.nanoTime() - toldNanos >= ANSWER_NANOS) {
                tell();
            }
        }

        /** Tells the rest; what nothing was said of has failed. */
        void finish(final String why) {
            if (!open.isEmpty()) {
                reason = why;
                failed.addAll(open);
                open.clear();
            }
            if (!taken.isEmpty() || !failed.isEmpty()) {
                tell();
            }
        }

        private void tell() {
            answers.accept(new OutputsTaken(executor, order.move(), ints(taken), ints(failed), failed.isEmpty() ? null : reason));
            taken.clear();
            failed.clear();
            toldNanos = clock.nanoTime();
        }

        private static int[] ints(final Set<Integer> maps) {
            return maps.stream().mapToInt(Integer::intValue).toArray();
        }
    }
}
