package io.kindling.api;

/** How a job is. */
public enum JobExecutionStatus {
    /** It has not ended. */
    RUNNING,
    /** It has all its results. */
    SUCCEEDED,
    /** It has failed, or was cancelled. */
    FAILED,
    /** Nothing is known of it. */
    UNKNOWN
}
