/** All that an application imports. */
module io.kindling.api {
    requires transitive java.sql;
    requires static org.osgi.annotation.bundle;
    requires static org.osgi.annotation.versioning;

    exports io.kindling.api;
    exports io.kindling.api.admin;
    exports io.kindling.api.compress;
    exports io.kindling.api.function;
    exports io.kindling.api.serializer;
    exports io.kindling.api.spi;

    uses io.kindling.api.spi.EmbeddedRuntime;
}
