package io.kindling.driver.control;

/** Told of each result of a job as it comes. Called on the agent's thread; must return at once. */
@FunctionalInterface
public interface PartitionListener {

    /** Wants to hear nothing. */
    PartitionListener NONE = (index, result) -> { };

    /** @param index of the partition among those that are wanted */
    void onResult(int index, byte[] result);
}
