package io.kindling.driver.control;

import io.kindling.plan.RddNode;
import io.kindling.protocol.stage.Sink;
import java.util.List;
import java.util.Map;

/**
 * A job that nobody waits for.
 *
 * @param node       whose records are wanted
 * @param sink       where they go
 * @param partitions those of the node that are wanted
 * @param name       for messages
 * @param properties of the thread that wants it
 * @param listener   hears of each result as it comes
 */
public record AsyncJob(RddNode node, Sink sink, List<Integer> partitions, String name, Map<String, String> properties, PartitionListener listener) {
}
