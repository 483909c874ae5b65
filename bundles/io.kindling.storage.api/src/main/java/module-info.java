/** Blocks, storage levels and the stores that keep them. */
module io.kindling.storage.api {
    requires static org.osgi.annotation.bundle;
    requires static org.osgi.annotation.versioning;
    requires transitive io.kindling.common;

    exports io.kindling.storage.api;
}
