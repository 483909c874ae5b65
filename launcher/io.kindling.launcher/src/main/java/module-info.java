/** Starts an embedded framework with the bundles of an assembly and hands over to its main service. */
module io.kindling.launcher {
    requires transitive org.apache.felix.framework;
    requires org.slf4j;

    uses org.osgi.framework.launch.FrameworkFactory;
    uses org.slf4j.spi.SLF4JServiceProvider;

    exports io.kindling.launcher;
}
