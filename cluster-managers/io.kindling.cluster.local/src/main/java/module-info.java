/** Executors in this JVM, and a whole cluster of processes on this machine. */
module io.kindling.cluster.local {
    requires static org.osgi.annotation.bundle;
    requires static org.osgi.annotation.versioning;
    requires static org.osgi.service.component.annotations;
    requires io.kindling.common;
    requires io.kindling.cluster.api;
}
