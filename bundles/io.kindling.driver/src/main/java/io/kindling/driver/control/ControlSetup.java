package io.kindling.driver.control;

import io.kindling.common.ApplicationId;
import io.kindling.common.Clock;
import io.kindling.driver.config.ExecutorSettings;
import io.kindling.plan.JobPlanner;
import io.kindling.scheduler.api.Scheduler;
import java.util.Map;

/**
 * What the control of an application begins with.
 *
 * @param application   its id
 * @param configuration checked
 * @param settings      what its executors are like
 * @param scheduler     without jobs and executors
 * @param planner       whose stages the jobs have
 * @param cached        what the planner thinks is cached
 * @param clock         time
 */
public record ControlSetup(ApplicationId application, Map<String, String> configuration, ExecutorSettings settings, Scheduler scheduler,
                           JobPlanner planner, CachedRdds cached, Clock clock) {
}
