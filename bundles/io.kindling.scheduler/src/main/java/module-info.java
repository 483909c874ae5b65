/** The task scheduler: a pure, deterministic state machine. */
module io.kindling.scheduler {
    requires static org.osgi.annotation.bundle;
    requires static org.osgi.annotation.versioning;
    requires static org.osgi.service.component.annotations;
    requires io.kindling.common;
    requires io.kindling.scheduler.api;
}
