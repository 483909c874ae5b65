/** Ships the code of an application and gives it class spaces. */
module io.kindling.deploy {
    requires static org.osgi.annotation.bundle;
    requires static org.osgi.annotation.versioning;
    requires static org.osgi.service.component.annotations;
    requires static transitive osgi.core;
    requires static java.desktop;
    requires static java.sql;
    requires io.kindling.api;
    requires org.slf4j;

    exports io.kindling.deploy;
}
