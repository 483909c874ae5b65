package io.kindling.scheduler;

/** The life of a task attempt. */
enum AttemptState {
    /** Launched and wanted. */
    RUNNING,
    /** A kill was sent since nobody wants it now; if it succeeds all the same, its result may still be used. */
    KILLING,
    /** A kill was sent since its input was taken back; its result must never be used. */
    VOIDED,
    /** Ended with a result. */
    SUCCEEDED,
    /** Ended without one: threw, could not read its input, or never started. */
    FAILED,
    /** Ended on demand. */
    KILLED,
    /** Its executor is gone. */
    LOST
}
