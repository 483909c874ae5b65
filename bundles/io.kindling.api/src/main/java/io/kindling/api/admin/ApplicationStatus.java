package io.kindling.api.admin;

import java.time.Instant;

/**
 * An application at one moment.
 *
 * @param id         as the cluster manager's lists show it
 * @param name       {@code kindling.app.name}
 * @param owner      the bundle that it belongs to, as {@code symbolic.name/version}, or empty
 * @param started    when
 * @param state      RUNNING, or DRAINING while its bundle stops and the jobs under way end
 * @param cluster    where its executors come from
 * @param activeJobs jobs that have not ended
 * @param executors  executors that are registered
 * @param slots      of them
 * @param failedTasks attempts that have failed since it started
 */
public record ApplicationStatus(String id, String name, String owner, Instant started, String state, ClusterStatus cluster,
                                int activeJobs, int executors, int slots, long failedTasks) {
}
