/** Executors in this JVM, and a whole cluster of processes on this machine. */
module io.kindling.cluster.local {
    requires static org.osgi.annotation.bundle;
    requires static org.osgi.annotation.versioning;
    requires static org.osgi.service.component.annotations;
    requires static osgi.core;
    requires io.kindling.cluster.api;
    requires io.kindling.common;
    requires org.slf4j;
}
