package io.kindling.common;

import java.io.InputStream;

/**
 * Runs an executor in this JVM. Registered as a service by the executor bundle; used by the process that is an
 * executor, and by an adapter that runs executors beside the driver.
 */
public interface ExecutorEntry {

    /**
     * Runs one executor until its driver lets it go, the connection to the driver ends, or the thread is
     * interrupted. Blocks.
     *
     * @param bootstrap the bytes of {@code ExecutorLaunchSpec.bootstrap}
     * @return the exit code for a process that is nothing but this executor
     */
    int run(InputStream bootstrap);
}
