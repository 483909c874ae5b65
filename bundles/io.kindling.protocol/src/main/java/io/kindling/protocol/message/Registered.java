package io.kindling.protocol.message;

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
 */
public record Registered(String refusal, Map<String, String> configuration, List<ArtifactRef> artifacts,
                         long heartbeatMillis, long leaseMillis) {

    public Registered {
        configuration = Map.copyOf(configuration);
        artifacts = List.copyOf(artifacts);
    }
}
