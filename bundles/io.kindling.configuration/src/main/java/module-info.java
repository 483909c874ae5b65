/** Clusters by name and defaults for applications, from Config Admin. */
module io.kindling.configuration {
    requires static org.osgi.annotation.bundle;
    requires static org.osgi.annotation.versioning;
    requires static org.osgi.service.component.annotations;
    requires static org.osgi.service.metatype.annotations;
    requires static osgi.core;
    requires org.osgi.service.cm;
    requires org.slf4j;
    requires io.kindling.common;
    requires io.kindling.cluster.api;
}
