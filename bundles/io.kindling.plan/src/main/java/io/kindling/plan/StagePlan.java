package io.kindling.plan;

import io.kindling.common.RddId;
import io.kindling.protocol.stage.PayloadBundle;
import io.kindling.protocol.stage.StageSpec;
import io.kindling.scheduler.api.StageNode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
            final int[] locals = source.partitions().locals(partition);
            if (source.bundled()) {
                final Map<Integer, byte[]> several = new LinkedHashMap<>();
                Arrays.stream(locals).forEach(local -> several.put(local, source.payloads().get(local)));
                found.put(source.operator(), PayloadBundle.of(several));
            } else if (locals.length > 0) {
                found.put(source.operator(), source.payloads().get(locals[0]));
            }
        }
        return found;
    }

    /**
     * A source within a stage.
     *
     * @param operator   its index
     * @param partitions from the stage's to its own
     * @param bundled    whether a task may read several of its partitions
     * @param payloads   by partition of the source
     * @param places     by partition of the source, the hosts that it is best read on; may be empty
     */
    public record SourceUse(int operator, PartitionMap partitions, boolean bundled, List<byte[]> payloads, List<List<String>> places) {
    }

    /**
     * A cached data set within a stage.
     *
     * @param operator   the index of what keeps it
     * @param rdd        which one
     * @param partitions from the stage's to its own
     */
    public record CacheUse(int operator, RddId rdd, PartitionMap partitions) {
    }
}
