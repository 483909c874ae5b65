package io.kindling.cluster.standalone.message;

import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;

/**
 * How a master treats an application.
 *
 * @param spreadOut          executors over many workers rather than few
 * @param maxExecutorRetries the most executor failures in a row
 * @param resourceMillis     how long it waits while no worker could ever take one of its executors
 */
public record DeployPolicy(boolean spreadOut, int maxExecutorRetries, long resourceMillis) {

    public static DeployPolicy read(final FieldReader in) {
        return new DeployPolicy(in.bool(), in.int32(), in.int64());
    }

    public void write(final FieldWriter out) {
        out.bool(spreadOut);
        out.int32(maxExecutorRetries);
        out.int64(resourceMillis);
    }
}
