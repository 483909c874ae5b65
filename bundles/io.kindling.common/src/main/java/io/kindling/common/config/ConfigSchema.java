package io.kindling.common.config;

import java.util.List;

/**
 * The keys that one bundle owns. Registered as a service by the bundle, so that the driver knows every key that
 * is understood and refuses the rest.
 */
public interface ConfigSchema {

    /** The keys; the same list every time. Called on any thread; must not block. */
    List<ConfigKey<?>> keys();
}
