/** Map outputs: written, spilled, checksummed, served and fetched. */
module io.kindling.shuffle {
    requires static org.osgi.annotation.bundle;
    requires static org.osgi.annotation.versioning;
    requires static org.osgi.service.component.annotations;
    requires io.kindling.common;
    requires io.kindling.api;
    requires io.kindling.protocol;
    requires io.kindling.transport.api;
    requires io.kindling.dataflow;
}
