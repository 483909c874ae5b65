/** The control records between driver and executors, and the one codec that encodes control messages. */
module io.kindling.protocol {
    requires static org.osgi.annotation.bundle;
    requires static org.osgi.annotation.versioning;
    requires io.kindling.common;

    exports io.kindling.protocol.message;
    exports io.kindling.protocol.stage;
    exports io.kindling.protocol.wire;
}
