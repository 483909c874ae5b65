/** An application as a bundle. */
module io.kindling.examples.bundle {
    requires static org.osgi.service.component.annotations;
    requires io.kindling.api;
}
