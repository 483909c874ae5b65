package io.kindling.itests.app;

import io.kindling.api.KindlingContext;
import io.kindling.api.LongAccumulator;
import io.kindling.api.PairRdd;
import io.kindling.api.Tuple2;
import java.util.HashMap;
import java.util.Map;

/** A job with a shuffle whose result is known. Apart from its test, whose class needs what executors have not. */
public final class KeyCounts {

    private static final int RECORDS = 20_000;
    private static final int KEYS = 97;

    private KeyCounts() {
    }

    public static Map<Long, Long> count(final KindlingContext context) {
        return context.range(0, RECORDS, 1, 8).mapToPair(x -> new Tuple2<>(x % KEYS, 1L)).reduceByKey(Long::sum).collectAsMap();
    }

    /** The same behind its shuffle, to be read as often as is wanted; counts the records that are put into that. */
    public static PairRdd<Long, Long> shuffled(final KindlingContext context, final LongAccumulator records) {
        return context.range(0, RECORDS, 1, 8).mapToPair(x -> {
            records.add(1);
            return new Tuple2<>(x % KEYS, 1L);
        }).reduceByKey(Long::sum);
    }

    /** As {@link #shuffled}, but each task before the shuffle leaves {@code held-PID} first, and waits for {@code held-PID.go}. */
    public static PairRdd<Long, Long> held(final KindlingContext context, final LongAccumulator records, final Markers markers) {
        return context.range(0, RECORDS, 1, 8).mapPartitions(numbers -> {
            markers.leaveOfProcess("held");
            markers.awaitGo("held-" + ProcessHandle.current().pid());
            return numbers;
        }).mapToPair(x -> {
            records.add(1);
            return new Tuple2<>(x % KEYS, 1L);
        }).reduceByKey(Long::sum);
    }

    /** How many records that are. */
    public static long records() {
        return RECORDS;
    }

    public static Map<Long, Long> expected() {
        final Map<Long, Long> expected = new HashMap<>();
        for (long x = 0; x < RECORDS; x++) {
            expected.merge(x % KEYS, 1L, Long::sum);
        }
        return expected;
    }
}
