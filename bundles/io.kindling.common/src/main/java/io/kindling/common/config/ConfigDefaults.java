package io.kindling.common.config;

import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Settings that the operator of a container gives for every context that is made from now on. A whiteboard service: the driver asks each time
 * that a context is made. What the context's own configuration says wins, and so does what its master URL carries.
 */
@ConsumerType
public interface ConfigDefaults {

    /** Keys and values, checked already; a copy of one moment. Called on any thread; must not block. */
    Map<String, String> defaults();
}
