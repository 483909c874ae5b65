/** Operators, record codecs, hash aggregation and sorting. */
module io.kindling.dataflow {
    requires static org.osgi.annotation.bundle;
    requires static org.osgi.annotation.versioning;
    requires static org.osgi.service.component.annotations;
    requires io.kindling.common;
    requires io.kindling.api;
    requires io.kindling.protocol;
    requires io.kindling.storage.api;
}
