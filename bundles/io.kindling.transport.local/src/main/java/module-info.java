/** Connections inside one JVM. */
module io.kindling.transport.local {
    requires static org.osgi.annotation.bundle;
    requires static org.osgi.annotation.versioning;
    requires static org.osgi.service.component.annotations;
    requires io.kindling.transport.api;
    requires org.slf4j;
}
