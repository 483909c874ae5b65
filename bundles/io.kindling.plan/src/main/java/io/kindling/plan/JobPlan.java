package io.kindling.plan;

import java.util.List;

/**
 * The stages of a job.
 *
 * @param stages those that are read first first, the result stage last
 */
public record JobPlan(List<StagePlan> stages) {

    public JobPlan {
        stages = List.copyOf(stages);
    }

    /** The last stage. */
    public StagePlan result() {
        return stages.get(stages.size() - 1);
    }
}
