/** Posts the events of applications and the progress of their stages to Event Admin. */
module io.kindling.events.admin {
    requires static org.osgi.annotation.bundle;
    requires static org.osgi.annotation.versioning;
    requires static org.osgi.service.component.annotations;
    requires org.osgi.service.event;
    requires io.kindling.api;
}
