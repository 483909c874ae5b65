/** The hot-swap example, as a bundle. */
module io.kindling.examples.hotswap {
    requires io.kindling.api;
    requires static org.osgi.annotation.bundle;
    requires static org.osgi.annotation.versioning;
    requires static org.osgi.service.component.annotations;
    requires static osgi.core;
}
