package io.kindling.scheduler;

/** The life of a job. */
enum JobState {
    /** Results are still wanted. */
    ACTIVE,
    /** Every wanted partition was delivered. */
    SUCCEEDED,
    /** It failed or was cancelled. */
    FAILED
}
