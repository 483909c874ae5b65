/** The control records between driver and executors, and the one codec that encodes control messages. */
module io.kindling.protocol {
    requires static org.osgi.annotation.bundle;
    requires static org.osgi.annotation.versioning;
    requires static chronicle.bytes; // static: a private copy lies in this bundle
    requires static chronicle.core;
    requires static chronicle.wire;
    requires io.kindling.common;
    requires jdk.unsupported;
    requires org.slf4j;

    exports io.kindling.protocol.message;
    exports io.kindling.protocol.stage;
    exports io.kindling.protocol.wire;
}
