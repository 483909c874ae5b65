package io.kindling.driver.control;

import io.kindling.cluster.api.Container;
import io.kindling.common.ExecutorId;
import io.kindling.common.StageId;
import io.kindling.protocol.message.MapOutputs;
import io.kindling.transport.api.Connection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What the driver knows of one executor. The agent's own. */
final class ExecutorRecord {

    private final ExecutorId id;
    private final Container container;
    private final ClusterBinding binding;
    private final String guards;
    private final Set<StageId> stages = new HashSet<>();
    private final Set<StageId> retired = new HashSet<>();
    private final Map<StageId, Map<String, String>> properties = new HashMap<>();
    private ExecutorState state = ExecutorState.GRANTED;
    private long sinceNanos;
    private Connection connection;
    private MapOutputs.Location location;
    private int slots;
    private long process;
    private String outputs;
    private boolean draining;

    /** @param guards for a custodian, where the map outputs lie that it is to give to readers; null for what is none */
    ExecutorRecord(final ExecutorId id, final Container container, final ClusterBinding binding, final String guards, final long nowNanos) {
        this.guards = guards;
        this.id = id;
        this.container = container;
        this.binding = binding;
        sinceNanos = nowNanos;
        slots = container.cores();
    }

    ExecutorId id() {
        return id;
    }

    Container container() {
        return container;
    }

    /** The claim that it came by. */
    ClusterBinding binding() {
        return binding;
    }

    /** Whether it has no slots, and only gives to readers what others have left in a place. */
    boolean isCustodian() {
        return guards != null;
    }

    /** The place of map outputs that a custodian is for. */
    String guards() {
        return guards;
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

    /** Whether it has yet to register. */
    boolean isExpected() {
        return state == ExecutorState.GRANTED || state == ExecutorState.LAUNCHED;
    }

    /** Whether messages can be sent to it. */
    boolean isReachable() {
        return state == ExecutorState.REGISTERED || state == ExecutorState.SUSPECTED;
    }

    void to(final ExecutorState next, final long nowNanos) {
        state = ExecutorState.TABLE.next(id, state, next);
        sinceNanos = nowNanos;
    }

    /** The time of its present state begins anew. */
    void restart(final long nowNanos) {
        sinceNanos = nowNanos;
    }

    /**
     * It has come in.
     *
     * @param tasks how many it runs at once
     * @param pid   its process, 0 if it shares the driver's
     * @param left  where its map outputs lie that outlive it; null if they go with it
     */
    void registered(final Connection by, final MapOutputs.Location at, final int tasks, final long pid, final String left) {
        outputs = left;
        connection = by;
        location = at;
        slots = tasks;
        process = pid;
    }

    /** It gets no new tasks. */
    void drain(final long nowNanos) {
        draining = true;
        sinceNanos = nowNanos;
    }

    boolean isDraining() {
        return draining;
    }

    /** How many tasks it runs at once. */
    int slots() {
        return slots;
    }

    /** Its process, or 0 if it has not told. */
    long process() {
        return process;
    }

    /** The place of its map outputs, which it shares with others from which these can be read when it is gone; null if they go with it. */
    String outputs() {
        return outputs;
    }

    /** The control connection, or null before it has registered. */
    Connection connection() {
        return connection;
    }

    /** The properties that it was told of stages; none for those where there are none. */
    Map<StageId, Map<String, String>> properties() {
        return properties;
    }

    /** Where it serves map outputs, or null before it has registered. */
    MapOutputs.Location location() {
        return location;
    }

    String host() {
        return location == null ? container.host() : location.host();
    }

    /** The stages whose code it has and need not keep; it has not been told yet. */
    Set<StageId> retired() {
        return retired;
    }

    /** The stages whose code it has. */
    Set<StageId> stages() {
        return stages;
    }
}
