package io.kindling.scheduler;

/** The life of an executor's draining. */
enum DrainState {
    /** Attempts run on it, or map outputs that could be wanted lie on it. */
    HANDING_OVER,
    /** It has nothing more, but attempts under way were told that it had. */
    LAST_READERS,
    /** Nothing needs it. */
    DRAINED,
    /** It is gone; what it still had is lost. */
    LOST
}
