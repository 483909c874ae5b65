package io.kindling.protocol.message;


/**
 * Executor to driver, request, first on the control connection: I am here and can take tasks.
 *
 * @param executor       its number; must be the one in its proven identity
 * @param runtimeVersion the build it runs
 * @param slots          how many tasks at a time
 * @param host           its address as other executors reach it
 * @param dataPort       where it serves map outputs
 * @param pid            its process, 0 if it shares the driver's
 */
public record RegisterExecutor(int executor, String runtimeVersion, int slots, String host, int dataPort, long pid) {
}
