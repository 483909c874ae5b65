/** Felix Health Checks of the runtime, of applications and of their executors. */
module io.kindling.health {
    requires static org.osgi.annotation.bundle;
    requires static org.osgi.annotation.versioning;
    requires static org.osgi.service.component;
    requires static org.osgi.service.component.annotations;
    requires static org.osgi.service.metatype.annotations;
    requires org.apache.felix.healthcheck.api;
    requires io.kindling.common;
    requires io.kindling.api;
}
