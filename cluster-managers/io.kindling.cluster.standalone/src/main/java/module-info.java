/** The master, the workers and the adapter that talks to them. */
module io.kindling.cluster.standalone {
    requires static org.osgi.annotation.bundle;
    requires static org.osgi.annotation.versioning;
    requires static org.osgi.service.component.annotations;
    requires static osgi.core;
    requires info.picocli;
    requires io.kindling.cluster.api;
    requires io.kindling.common;
    requires io.kindling.protocol;
    requires io.kindling.transport.api;
    requires java.management;
    requires org.slf4j;

    opens io.kindling.cluster.standalone.master to info.picocli;
    opens io.kindling.cluster.standalone.worker to info.picocli;
}
