package io.kindling.scheduler;

/** How long the tasks of a stage ran: counts by length, a tenth apart, so that the median costs no memory for each task. */
final class RunTimes {

    private static final double LOG_STEP = Math.log(1.1);
    /** From a microsecond to about a day. */
    private static final int LENGTHS = 264;

    private final int[] counts = new int[LENGTHS];
    private int total;

    void add(final long nanos) {
        counts[index(nanos)]++;
        total++;
    }

    /** In the middle of them all, within a tenth; 0 if there are none. */
    long medianNanos() {
        int left = (total + 1) / 2;
        for (int i = 0; left > 0; i++) {
            left -= counts[i];
            if (left <= 0) {
                return (long) (1_000 * Math.exp((i + 0.5) * LOG_STEP));
            }
        }
        return 0;
    }

    private static int index(final long nanos) {
        return nanos <= 1_000 ? 0 : (int) Math.min(LENGTHS - 1, Math.log(nanos / 1_000.0) / LOG_STEP);
    }
}
