package io.kindling.cluster.api;

import io.kindling.common.ApplicationId;
import java.util.Map;

/**
 * An application as a cluster manager sees it.
 *
 * @param id            its id
 * @param name          what its user calls it
 * @param masterUrl     the URL that the adapter accepted
 * @param configuration its configuration, for the adapter's own keys
 */
public record ApplicationDescription(ApplicationId id, String name, String masterUrl, Map<String, String> configuration) {

    public ApplicationDescription {
        configuration = Map.copyOf(configuration);
    }

    /** Without the configuration, which may hold secrets of the application. */
    @Override
    public String toString() {
        return "ApplicationDescription[" + id + " at " + masterUrl + "]";
    }
}
