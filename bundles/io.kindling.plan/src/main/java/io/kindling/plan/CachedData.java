package io.kindling.plan;

import io.kindling.common.RddId;
import java.util.List;

/** What the planner must know about caching. Thread-safe; never blocks. */
public interface CachedData {

    /** Nothing is cached. */
    CachedData NONE = new CachedData() {

        @Override
        public boolean isCached(final RddId rdd) {
            return false;
        }

        @Override
        public List<String> locations(final RddId rdd, final int partition) {
            return List.of();
        }
    };

    /** Whether the application wants this data set kept. */
    boolean isCached(RddId rdd);

    /** How such a data set is kept, as {@link io.kindling.protocol.stage.Operator.Cache} says it. */
    default String level(final RddId rdd) {
        return "memory+objects+x1";
    }

    /** Executors that are believed to have the partition, as {@code executor_N}. */
    List<String> locations(RddId rdd, int partition);
}
