package io.kindling.driver.control;

import io.kindling.api.KindlingException;
import io.kindling.plan.RddNode;
import io.kindling.protocol.stage.Sink;
import java.util.List;
import java.util.stream.IntStream;

/** Runs jobs. Thread-safe: several callers may wait at once. */
public interface JobRunner {

    /** The most bytes that the sources of one task may be sent. */
    long LARGEST_PAYLOAD = TaskDelivery.LARGEST_PAYLOAD;

    /**
     * Runs a job with the properties of the calling thread and waits for its end.
     *
     * @param partitions those of the node that are wanted
     * @param name       for messages, e.g. {@code collect at WordCount.java:24}
     * @return the encoded results, in the order of {@code partitions}
     * @throws KindlingException if it fails, or cannot run here and now
     */
    List<byte[]> run(RddNode node, Sink sink, List<Integer> partitions, String name);

    /** As {@link #run(RddNode, Sink, List, String)}, for all partitions. */
    default List<byte[]> run(final RddNode node, final Sink sink, final String name) {
        return run(node, sink, all(node), name);
    }

    /** All partitions of a data set. */
    static List<Integer> all(final RddNode node) {
        return IntStream.range(0, node.partitions()).boxed().toList();
    }
}
