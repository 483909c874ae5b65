/** The commands of the kindling launcher, as services. */
module io.kindling.cli {
    requires static org.osgi.annotation.bundle;
    requires static org.osgi.annotation.versioning;
    requires static org.osgi.service.component.annotations;
    requires static osgi.core;
    requires info.picocli;
    requires io.kindling.api;
    requires io.kindling.common;
    requires io.kindling.deploy;

    opens io.kindling.cli to info.picocli;
}
