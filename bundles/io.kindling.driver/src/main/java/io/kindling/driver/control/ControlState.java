package io.kindling.driver.control;

import io.kindling.driver.shared.SharedState;

/** The parts of an application's control state, all of them the agent's own. */
record ControlState(ExecutorRegistry executors, JobRegistry jobs, TaskDelivery delivery, SchedulerHost scheduler, CachedRdds cached,
                    Progress progress, Admission admission, ExecutorLifecycle lifecycle, Registration registration, ClusterClaims claims,
                    ApplicationEvents events, JobLog jobLog, StageLog stageLog, ExecutorLog executorLog, ResultFetches results,
                    SharedState shared) {
}
