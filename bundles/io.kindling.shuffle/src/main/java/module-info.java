/** Map outputs: written, spilled, checksummed, served and fetched. */
module io.kindling.shuffle {
    requires static org.osgi.annotation.bundle;
    requires static org.osgi.annotation.versioning;
    requires static org.osgi.service.component.annotations;
    requires transitive io.kindling.common;
    requires transitive io.kindling.protocol;
    requires transitive io.kindling.dataflow;
    requires transitive io.kindling.compression;
    requires org.slf4j;

    exports io.kindling.shuffle;
}
