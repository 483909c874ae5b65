package io.kindling.scheduler.api;

import io.kindling.common.StageId;
import java.util.List;

/**
 * A waiting task as policies and constraints see it.
 *
 * @param stage     its stage
 * @param partition its partition
 * @param attempt   which try this would be
 * @param preferred hosts or executors ({@code executor_N}) that have its data
 */
public record TaskView(StageId stage, int partition, int attempt, List<String> preferred) {
}
