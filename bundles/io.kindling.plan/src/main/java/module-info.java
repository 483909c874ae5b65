/** Lineage to stages to tasks; pure. */
module io.kindling.plan {
    requires static org.osgi.annotation.bundle;
    requires static org.osgi.annotation.versioning;
    requires static org.osgi.service.component.annotations;
    requires io.kindling.common;
    requires io.kindling.protocol;
    requires io.kindling.scheduler.api;
}
