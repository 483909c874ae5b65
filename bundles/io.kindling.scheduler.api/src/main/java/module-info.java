/** Events, commands, policies and constraints of the task scheduler. */
module io.kindling.scheduler.api {
    requires static org.osgi.annotation.bundle;
    requires static org.osgi.annotation.versioning;
    requires static org.osgi.service.component.annotations;
    requires io.kindling.common;
}
