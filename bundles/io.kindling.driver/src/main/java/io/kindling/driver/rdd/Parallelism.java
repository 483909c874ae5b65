package io.kindling.driver.rdd;

import io.kindling.driver.config.DriverKeys;
import io.kindling.driver.control.ApplicationControl;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** How many partitions a data set gets if nothing is said. Thread-safe. */
public final class Parallelism {

    private static final long FIRST_EXECUTOR_MILLIS = 3_000;
    private static final int LEAST = 2;

    private final Integer configured;
    private final int least;
    private final TakeRounds.Growth take;
    private final ApplicationControl control;
    private final AtomicBoolean waited = new AtomicBoolean();

    /** @param control knows the executors */
    public Parallelism(final Map<String, String> configuration, final ApplicationControl control) {
        configured = DriverKeys.PARALLELISM.read(configuration);
        // One executor in this JVM is what was asked for; on a cluster one slot is only the first that has come.
        least = DriverKeys.MASTER.read(configuration).strip().matches("local(\\[.*])?") ? 1 : LEAST;
        take = new TakeRounds.Growth(DriverKeys.TAKE_FIRST.read(configuration), DriverKeys.TAKE_FACTOR.read(configuration));
        this.control = control;
    }

    /** As configured, or the slots of the cluster; the first call waits a little for the first executor. */
    public int ofSources() {
        return configured != null ? configured : Math.max(least, control.slots(waited.getAndSet(true) ? 0 : FIRST_EXECUTOR_MILLIS));
    }

    /** How many partitions a take looks at. */
    TakeRounds.Growth take() {
        return take;
    }

    /** As configured, or as many as the input has. */
    int ofShuffle(final int inputs) {
        return configured != null ? configured : Math.max(1, inputs);
    }
}
