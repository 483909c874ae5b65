/** The contract of cluster managers as tests that an adapter extends, with a mock manager and fake executors. */
@SuppressWarnings("module")
module io.kindling.cluster.testkit {
    requires static org.osgi.annotation.bundle;
    requires static org.osgi.annotation.versioning;
    requires transitive io.kindling.cluster.api;
    requires transitive io.kindling.common;
    requires transitive junit;

    exports io.kindling.cluster.testkit;
    exports io.kindling.cluster.testkit.mock;
}
