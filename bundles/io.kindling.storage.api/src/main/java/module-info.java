/** Blocks, storage levels and the stores that keep them. */
module io.kindling.storage.api {
    requires static org.osgi.annotation.bundle;
    requires static org.osgi.annotation.versioning;
    requires static org.osgi.service.component.annotations;
    requires io.kindling.common;
}
