/** Identifiers, clock, agents, state machines, configuration keys and files of data. */
module io.kindling.common {
    requires static org.osgi.annotation.bundle;
    requires static org.osgi.annotation.versioning;

    exports io.kindling.common;
    exports io.kindling.common.config;
    exports io.kindling.common.files;
}
