/** Runs tasks in threads and serves their outputs. */
module io.kindling.executor {
    requires static org.osgi.annotation.bundle;
    requires static org.osgi.annotation.versioning;
    requires static org.osgi.service.component.annotations;
    requires io.kindling.common;
    requires io.kindling.api;
    requires io.kindling.protocol;
    requires io.kindling.transport.api;
    requires io.kindling.storage.api;
    requires io.kindling.dataflow;
    requires io.kindling.shuffle;
    requires io.kindling.deploy;
    requires io.kindling.compression;
    requires java.management;
    requires org.slf4j;
}
