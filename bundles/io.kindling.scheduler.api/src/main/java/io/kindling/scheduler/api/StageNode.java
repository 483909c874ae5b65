package io.kindling.scheduler.api;

import io.kindling.common.ShuffleId;
import io.kindling.common.StageId;
import java.util.List;

/**
 * A stage as the scheduler sees it: how many tasks, and what it needs and makes.
 *
 * @param id          its number
 * @param name        for messages, e.g. "reduceByKey at WordCount.java:31"
 * @param partitions  how many tasks it has in all
 * @param reads       the shuffles that must be complete before
 * @param writes      the shuffle whose map outputs it makes, or null for a job's last stage
 * @param determinate whether a rerun makes the same records in the same places; if not, a rerun takes back what depended on it
 * @param preferred   by partition, hosts or executors ({@code executor_N}) that have its data; may be empty
 */
public record StageNode(StageId id, String name, int partitions, List<ShuffleId> reads, ShuffleId writes,
                        boolean determinate, List<List<String>> preferred) {

    public StageNode {
        reads = List.copyOf(reads);
        preferred = List.copyOf(preferred);
    }
}
