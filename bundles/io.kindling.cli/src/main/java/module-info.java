/** The commands of the kindling launcher, as services. */
module io.kindling.cli {
    requires static org.osgi.annotation.bundle;
    requires static org.osgi.annotation.versioning;
    requires static org.osgi.service.component.annotations;
    requires io.kindling.common;
    requires io.kindling.api;
    requires io.kindling.deploy;
}
