package io.kindling.plan;

import io.kindling.common.RddId;
import io.kindling.protocol.stage.StageSpec;
import io.kindling.scheduler.api.StageNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A stage: what the scheduler knows of it, what executors run, and what its sources need. Holds no lineage.
 *
 * @param node    for the scheduler
 * @param spec    for executors
 * @param sources where payloads go
 * @param caches  which data sets its tasks leave in the executors' memory
 */
public record StagePlan(StageNode node, StageSpec spec, List<SourceUse> sources, List<CacheUse> caches) {

    public StagePlan {
        sources = List.copyOf(sources);
        caches = List.copyOf(caches);
    }

    /** What the sources of one partition need, by operator index. */
    public Map<Integer, byte[]> payloads(final int partition) {
        final Map<Integer, byte[]> found = new HashMap<>();
        for (final SourceUse source : sources) {
            final int local = partition - source.first();
            if (local >= 0 && local < source.payloads().size()) {
                found.put(source.operator(), source.payloads().get(local));
            }
        }
        return found;
    }

    /**
     * A source within a stage.
     *
     * @param operator its index
     * @param first    the stage's partition at which the source's own begin
     * @param payloads by partition of the source
     */
    public record SourceUse(int operator, int first, List<byte[]> payloads) {
    }

    /**
     * A cached data set within a stage.
     *
     * @param rdd        which one
     * @param first      the stage's partition at which its own begin
     * @param partitions how many it has
     */
    public record CacheUse(RddId rdd, int first, int partitions) {
    }
}
