package io.kindling.scheduler;

/** The life of an executor as the scheduler sees it. */
enum ExecutorState {
    /** It may get tasks. */
    TRUSTED,
    /** Not heard of for a while: keeps its tasks, gets no new ones. */
    SUSPECTED,
    /** Gone for good; its number never comes back. */
    LOST
}
