package io.kindling.driver.control;

import io.kindling.api.KindlingException;
import java.util.List;

/** Told once how a job has ended that nobody waits for. */
@FunctionalInterface
public interface AsyncEnd {

    /**
     * On one of the asynchronous threads, or on the one that ends the context.
     *
     * @param results in the order of the partitions; null if it failed
     * @param failure null if it went well
     */
    void ended(List<byte[]> results, KindlingException failure);
}
