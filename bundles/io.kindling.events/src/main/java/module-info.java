/** Keeps the last events of the applications for whoever asks later. */
module io.kindling.events {
    requires static org.osgi.annotation.bundle;
    requires static org.osgi.annotation.versioning;
    requires static org.osgi.service.component.annotations;
    requires io.kindling.api;
}
