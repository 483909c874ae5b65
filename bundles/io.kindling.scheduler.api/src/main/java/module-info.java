/** Events, commands, policies and constraints of the task scheduler. */
module io.kindling.scheduler.api {
    requires static org.osgi.annotation.bundle;
    requires static org.osgi.annotation.versioning;
    requires transitive io.kindling.common;

    exports io.kindling.scheduler.api;
}
