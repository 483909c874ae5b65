package io.kindling.protocol.message;

import io.kindling.common.files.DataKey;
import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireMessage;
import java.util.List;
import java.util.Map;

/**
 * Driver to executor, reply: welcome.
 *
 * @param refusal         null, or why the executor must end
 * @param configuration   the application's configuration
 * @param artifacts       the application's code, to be fetched before the first task
 * @param heartbeatMillis how often to send a heartbeat
 * @param leaseMillis     how long the executor may work without an answer to its heartbeats
 * @param dataKey         what the application's data is sealed with on disks
 */
public record Registered(String refusal, Map<String, String> configuration, List<ArtifactRef> artifacts,
                         long heartbeatMillis, long leaseMillis, DataKey dataKey) implements WireMessage {

    public Registered {
        configuration = Map.copyOf(configuration);
        artifacts = List.copyOf(artifacts);
    }

    /** To an executor that keeps its files in the clear. */
    public Registered(final String refusal, final Map<String, String> configuration, final List<ArtifactRef> artifacts,
                      final long heartbeatMillis, final long leaseMillis) {
        this(refusal, configuration, artifacts, heartbeatMillis, leaseMillis, DataKey.NONE);
    }

    /** Reads what {@link #write} wrote. */
    public static Registered read(final FieldReader in) {
        return new Registered(in.text(), Entries.read(in), in.list(ArtifactRef::read), in.int64(), in.int64(), DataKey.of(in.bytes()));
    }

    @Override
    public int type() {
        return Messages.REGISTERED;
    }

    @Override
    public void write(final FieldWriter out) {
        out.text(refusal);
        Entries.write(configuration, out);
        out.list(artifacts, ArtifactRef::write);
        out.int64(heartbeatMillis);
        out.int64(leaseMillis);
        out.bytes(dataKey.bytes());
    }

    /** Without the configuration, which may hold secrets of the application. */
    @Override
    public String toString() {
        return "Registered[" + (refusal == null ? artifacts.size() + " artifacts" : refusal) + "]";
    }
}
