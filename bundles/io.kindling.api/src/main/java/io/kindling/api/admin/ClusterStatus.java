package io.kindling.api.admin;

import java.time.Instant;

/**
 * An application's tie to its cluster manager at one moment.
 *
 * @param masterUrl where its executors come from
 * @param manager   the adapter's name, e.g. "standalone"
 * @param version   of the adapter's bundle; the last known one while it is absent
 * @param state     how it is
 * @param since     since when it is so
 * @param text      one sentence for people, e.g. "cluster manager absent since 12:00:03; executors go on"
 */
public record ClusterStatus(String masterUrl, String manager, String version, State state, Instant since, String text) {

    /** How it is. */
    public enum State {
        /** The adapter is there and its cluster answers. */
        PRESENT,
        /** The adapter's bundle is stopped or gone; the executors go on, and requests wait for its return. */
        ABSENT,
        /** The adapter is there and its cluster does not answer. */
        UNREACHABLE,
        /** Executors of the cluster that the application has left are being drained. */
        MOVING
    }
}
