/** Lineage as data, and the stages that it becomes. Pure: no threads, no I/O. */
module io.kindling.plan {
    requires static org.osgi.annotation.bundle;
    requires static org.osgi.annotation.versioning;
    requires transitive io.kindling.common;
    requires transitive io.kindling.protocol;
    requires transitive io.kindling.scheduler.api;

    exports io.kindling.plan;
}
