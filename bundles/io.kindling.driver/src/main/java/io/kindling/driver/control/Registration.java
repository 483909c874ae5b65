package io.kindling.driver.control;

import io.kindling.common.ExecutorId;
import io.kindling.common.files.DataKey;
import io.kindling.protocol.message.MapOutputs;
import io.kindling.protocol.message.RegisterExecutor;
import io.kindling.protocol.message.Registered;
import io.kindling.protocol.wire.WireFormat;
import io.kindling.transport.api.Connection;
import io.kindling.transport.api.Frame;
import java.util.List;
import java.util.Map;

/** Takes executors in, or refuses them saying why. The agent's own. */
final class Registration {

    private final WireFormat format;
    private final ExecutorRegistry executors;
    private final Admission admission;
    private final ArtifactServer artifacts;
    private final Map<String, String> configuration;
    private final ExecutorLifecycle lifecycle;
    private final DataKey dataKey;

    Registration(final WireFormat format, final ExecutorRegistry executors, final Admission admission,
                 final ArtifactServer artifacts, final Map<String, String> configuration, final ExecutorLifecycle lifecycle, final DataKey dataKey) {
        this.format = format;
        this.executors = executors;
        this.admission = admission;
        this.artifacts = artifacts;
        this.configuration = configuration;
        this.lifecycle = lifecycle;
        this.dataKey = dataKey;
    }

    void onRegister(final ExecutorId id, final Connection connection, final Frame request, final RegisterExecutor message) {
        final ExecutorRecord executor = executors.find(id);
        if (executor == null) {
            refuse(connection, request, "executor " + id + " is not expected: it has been given up, or never was launched");
            return;
        }
        if (!executor.isExpected()) {
            if (executor.connection() != connection) {
                refuse(connection, request, "executor " + id + " has registered already");
            } else {
                welcome(connection, request);
            }
            return;
        }
        final String place = message.outputs() == null ? null : message.host() + ":" + message.outputs();
        final String mismatch = mismatch(message);
        final String why = mismatch != null || !executor.isCustodian() || executor.guards().equals(place) ? mismatch
                : "it is to give map outputs in " + executor.guards() + " to readers, and its place is " + place;
        if (why != null) {
            refuse(connection, request, why);
            lifecycle.onUnfit(executor, why);
            return;
        }
        executor.registered(connection, new MapOutputs.Location(id.value(), message.host(), message.dataPort()),
                executor.isCustodian() ? 0 : Math.max(1, Math.min(message.slots(), executor.container().cores())), message.pid(), place);
        admission.liveness().begin(id); // its heartbeats may begin as soon as it is welcomed
        welcome(connection, request);
        lifecycle.onRegistered(executor);
    }

    /** Why the driver and an executor would not understand each other; null if they do. */
    private String mismatch(final RegisterExecutor message) {
        final String release = admission.specs().runtimeVersion();
        if (!release.equals(message.runtimeVersion())) {
            return "it runs release " + message.runtimeVersion() + " of the runtime, the driver " + release + "; install the driver's where executors start";
        }
        return message.wire() == RegisterExecutor.WIRE_VERSION ? null : "it speaks version " + message.wire() + " of the messages between executors and drivers, the driver version "
                + RegisterExecutor.WIRE_VERSION + ", both in builds of release " + release + "; install the driver's build where executors start";
    }

    private void welcome(final Connection connection, final Frame request) {
        reply(connection, request, new Registered(null, configuration, artifacts.refs(), admission.liveness().interval().toMillis(),
                admission.liveness().timeout().toMillis(), dataKey));
    }

    private void refuse(final Connection connection, final Frame request, final String why) {
        reply(connection, request, new Registered(why, Map.of(), List.of(), 0, 0));
        connection.close();
    }

    private void reply(final Connection connection, final Frame request, final Registered answer) {
        connection.reply(request, answer.type(), format.encode(answer));
    }
}
