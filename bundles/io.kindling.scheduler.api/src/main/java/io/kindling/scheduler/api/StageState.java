package io.kindling.scheduler.api;

/** The life of a stage. */
public enum StageState {
    /** Its inputs are not complete. */
    WAITING,
    /** Its tasks run or wait for slots. */
    RUNNING,
    /** Every wanted partition is there. A map stage leaves this state again when outputs are lost and wanted. */
    COMPLETE,
    /** It will not be complete. */
    FAILED
}
