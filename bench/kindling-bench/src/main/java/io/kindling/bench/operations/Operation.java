package io.kindling.bench.operations;

/** Does one thing with made-up data, from the first transformation to the action. */
@FunctionalInterface
interface Operation {

    /** A number that does not depend on partitions, order or engine. */
    long run() throws Exception;
}
