/** Contexts: lineage, jobs, executors and the code they get. */
module io.kindling.driver {
    requires static org.osgi.annotation.bundle;
    requires static org.osgi.annotation.versioning;
    requires static org.osgi.service.component.annotations;
    requires static org.osgi.service.component;
    requires static osgi.core;
    requires io.kindling.common;
    requires io.kindling.api;
    requires io.kindling.protocol;
    requires io.kindling.transport.api;
    requires io.kindling.cluster.api;
    requires io.kindling.scheduler.api;
    requires io.kindling.plan;
    requires io.kindling.storage.api;
    requires io.kindling.dataflow;
    requires io.kindling.deploy;
    requires io.kindling.compression;
    requires org.slf4j;
}
