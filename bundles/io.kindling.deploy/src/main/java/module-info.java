/** Ships the code of an application and gives it class spaces. */
module io.kindling.deploy {
    requires static org.osgi.annotation.bundle;
    requires static org.osgi.annotation.versioning;
    requires static org.osgi.service.component.annotations;
    requires io.kindling.common;
    requires io.kindling.api;
}
