package io.kindling.itests.cycles;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Set;

/** Goes round and round, measures after each round, and judges. */
final class Rounds {

    /** What the JVM itself does differently the first few times: it generates accessors, compiles, fills its caches. */
    private static final int WARM_UP = 3;
    /** Classes and loaders that the JVM generates late, e.g. accessors after the fifteenth call, may come in the second half of few rounds. */
    private static final int SLACK = 12;

    /** One round, from nothing to nothing. */
    interface Round {

        /** @return what must be collected when it is over */
        List<WeakReference<?>> run(int number) throws Exception;
    }

    private final int count;
    private final Probe probe = new Probe();
    private final Gone gone;
    private final Series series;

    Rounds(final String name) {
        this(name, Integer.getInteger("kindling.test.cycles"));
    }

    Rounds(final String name, final int count) {
        this(name, count, new Gone());
    }

    Rounds(final String name, final int count, final Gone gone) {
        this.count = count;
        this.gone = gone;
        series = new Series(name);
    }

    void run(final Round round) throws Exception {
        Snapshot before = null;
        for (int number = 0; number < WARM_UP + count; number++) {
            final List<WeakReference<?>> ended = round.run(number);
            final List<WeakReference<?>> left = gone.awaitCollected(ended);
            if (!left.isEmpty()) {
                HeapDump.write();
            }
            assertEquals("old loaders that were not collected after round " + number, List.of(), left.stream().map(WeakReference::get).toList());
            if (before == null) {
                before = probe.look();
            } else {
                assertEquals("left after round " + number, Set.of(), gone.awaitNothingMoreThan(before));
            }
            if (number >= WARM_UP) {
                // What was kept by what has just gone, e.g. by threads that ended after the last collection.
                System.gc();
                series.add(probe.look());
            }
        }
        System.out.println(series.write());
        for (final String what : List.of(Snapshot.CLASSES, Snapshot.LOADERS, Snapshot.THREADS, Snapshot.DESCRIPTORS)) {
            assertTrue(what + " grew by " + series.growth(what) + " in the second half", series.growth(what) <= SLACK);
        }
        final double slope = series.slope(Snapshot.METASPACE_USED);
        assertTrue("metaspace grows by " + slope + " KiB a round in the second half", slope <= Series.STEEPEST);
    }
}
