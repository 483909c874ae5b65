package io.kindling.driver.control;

import io.kindling.cluster.api.Container;
import io.kindling.common.ExecutorId;
import io.kindling.common.StageId;
import io.kindling.protocol.message.MapOutputs;
import io.kindling.transport.api.Connection;
import java.util.HashSet;
import java.util.Set;

/** What the driver knows of one executor. The agent's own. */
final class ExecutorRecord {

    private final ExecutorId id;
    private final Container container;
    private final Set<StageId> stages = new HashSet<>();
    private ExecutorState state = ExecutorState.LAUNCHING;
    private long sinceNanos;
    private Connection connection;
    private MapOutputs.Location location;

    ExecutorRecord(final ExecutorId id, final Container container, final long nowNanos) {
        this.id = id;
        this.container = container;
        sinceNanos = nowNanos;
    }

    ExecutorId id() {
        return id;
    }

    Container container() {
        return container;
    }

    ExecutorState state() {
        return state;
    }

    /** When the present state began. */
    long sinceNanos() {
        return sinceNanos;
    }

    boolean isIn(final ExecutorState wanted) {
        return state == wanted;
    }

    /** Whether messages can be sent to it. */
    boolean isReachable() {
        return state == ExecutorState.REGISTERED || state == ExecutorState.SUSPECTED;
    }

    void to(final ExecutorState next, final long nowNanos) {
        state = ExecutorState.TABLE.next(id, state, next);
        sinceNanos = nowNanos;
    }

    void registered(final Connection by, final MapOutputs.Location at) {
        connection = by;
        location = at;
    }

    /** The control connection, or null before it has registered. */
    Connection connection() {
        return connection;
    }

    /** Where it serves map outputs, or null before it has registered. */
    MapOutputs.Location location() {
        return location;
    }

    String host() {
        return location == null ? container.host() : location.host();
    }

    /** The stages whose code it has. */
    Set<StageId> stages() {
        return stages;
    }
}
