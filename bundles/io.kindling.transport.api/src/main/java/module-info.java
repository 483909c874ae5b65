/** Authenticated connections that carry frames: the contract of every transport. */
module io.kindling.transport.api {
    requires static org.osgi.annotation.bundle;
    requires static org.osgi.annotation.versioning;

    exports io.kindling.transport.api;
}
