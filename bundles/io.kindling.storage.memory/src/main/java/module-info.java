/** Keeps cached partitions on the heap under a budget. */
module io.kindling.storage.memory {
    requires static org.osgi.annotation.bundle;
    requires static org.osgi.annotation.versioning;
    requires static org.osgi.service.component.annotations;
    requires io.kindling.common;
    requires io.kindling.storage.api;
}
