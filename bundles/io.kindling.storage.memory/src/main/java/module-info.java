/** Keeps cached partitions in memory and in local files. */
module io.kindling.storage.memory {
    requires static org.osgi.annotation.bundle;
    requires static org.osgi.annotation.versioning;
    requires static org.osgi.service.component.annotations;
    requires io.kindling.common;
    requires io.kindling.compression;
    requires io.kindling.storage.api;
    requires org.slf4j;
}
