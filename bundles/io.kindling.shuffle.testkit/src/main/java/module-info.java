/** The contract of shuffles as tests that a provider extends. */
@SuppressWarnings("module")
module io.kindling.shuffle.testkit {
    requires static org.osgi.annotation.bundle;
    requires static org.osgi.annotation.versioning;
    requires io.kindling.compression;
    requires transitive io.kindling.common;
    requires transitive io.kindling.dataflow;
    requires transitive io.kindling.protocol;
    requires transitive io.kindling.shuffle;
    requires transitive junit;

    exports io.kindling.shuffle.testkit;
}
