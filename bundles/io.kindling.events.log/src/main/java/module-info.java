/** Writes what happens to applications to files, and replays it. */
module io.kindling.events.log {
    requires static org.osgi.annotation.bundle;
    requires static org.osgi.annotation.versioning;
    requires static org.osgi.service.component.annotations;
    requires com.fasterxml.jackson.core;
    requires io.kindling.api;
    requires io.kindling.common;
    requires io.kindling.compression;
    requires org.slf4j;
}
