/** Gogo commands that show applications and act on them. */
module io.kindling.shell {
    requires static org.osgi.annotation.bundle;
    requires static org.osgi.annotation.versioning;
    requires static org.osgi.service.component.annotations;
    requires org.apache.felix.gogo.runtime;
    requires info.picocli;
    requires org.slf4j;
    requires io.kindling.api;

    opens io.kindling.shell to info.picocli;
}
