/** The cluster-manager SPI: few verbs out, few events back. */
module io.kindling.cluster.api {
    requires static org.osgi.annotation.bundle;
    requires static org.osgi.annotation.versioning;
    requires transitive io.kindling.common;

    exports io.kindling.cluster.api;
}
