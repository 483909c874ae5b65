/** Identifiers, clock, agents, state machines and configuration keys. */
module io.kindling.common {
    requires static org.osgi.annotation.bundle;
    requires static org.osgi.annotation.versioning;

    exports io.kindling.common;
    exports io.kindling.common.config;
}
