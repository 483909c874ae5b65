package io.kindling.driver.control;

/** How many executors of one cluster in a row have ended before they had registered. The agent's own. */
final class LaunchFailures {

    private final int most;
    private int inARow;
    private boolean everRegistered;
    private boolean over;

    /** @param most how many are too many */
    LaunchFailures(final int most) {
        this.most = most;
    }

    void registered() {
        inARow = 0;
        everRegistered = true;
    }

    /**
     * Another one.
     *
     * @param killed by signal 9. That does not count once an executor of this kind has come up: memory sufficed for it then
     * @return why no more are launched if this was one too many, or null
     */
    String failed(final String text, final boolean killed) {
        if (killed && everRegistered) {
            return null;
        }
        inARow++;
        if (over || inARow < most) {
            return null;
        }
        over = true;
        return inARow + " executors in a row ended before they had registered" + (everRegistered ? "" : ", and none ever did") + "; the last: " + text;
    }

    /** Whether no more are launched. */
    boolean isOver() {
        return over;
    }
}
