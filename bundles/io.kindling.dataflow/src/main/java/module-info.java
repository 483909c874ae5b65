/** Operators, record codecs, hash aggregation and sorting. */
module io.kindling.dataflow {
    requires static org.osgi.annotation.bundle;
    requires static org.osgi.annotation.versioning;
    requires static org.osgi.service.component.annotations;
    requires transitive io.kindling.api;
    requires transitive io.kindling.common;
    requires transitive io.kindling.compression;
    requires transitive io.kindling.protocol;
    requires transitive io.kindling.storage.api;
    requires org.slf4j;

    exports io.kindling.dataflow;
}
