/** The master, the workers and the adapter that talks to them. */
module io.kindling.cluster.standalone {
    requires static org.osgi.annotation.bundle;
    requires static org.osgi.annotation.versioning;
    requires static org.osgi.service.component.annotations;
    requires io.kindling.common;
    requires io.kindling.cluster.api;
    requires io.kindling.transport.api;
    requires io.kindling.protocol;
}
