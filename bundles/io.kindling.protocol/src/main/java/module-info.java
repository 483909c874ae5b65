/** The control records between driver and executors, and the one codec that encodes control messages. */
module io.kindling.protocol {
    requires static org.osgi.annotation.bundle;
    requires static org.osgi.annotation.versioning;
    requires static org.osgi.service.component.annotations;
    requires io.kindling.common;
}
