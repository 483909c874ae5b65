/** The whole runtime, nested in a jar, for programs that have it on their class path. */
module io.kindling.embedded {
    requires transitive io.kindling.api;
    requires io.kindling.launcher;
    requires org.slf4j;

    provides io.kindling.api.spi.EmbeddedRuntime with io.kindling.embedded.ClassPathRuntime;
}
