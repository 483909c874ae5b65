/** Far-away clients call operations that a driver serves. */
module io.kindling.calls {
    requires static org.osgi.annotation.bundle;
    requires static org.osgi.annotation.versioning;
    requires static org.osgi.service.component.annotations;
    requires io.kindling.api;
    requires io.kindling.common;
    requires io.kindling.protocol;
    requires io.kindling.transport.api;
    requires org.slf4j;
}
