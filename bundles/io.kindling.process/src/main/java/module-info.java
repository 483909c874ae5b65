/** Child processes that outlive the bundles that ask for them; JDK types only. */
module io.kindling.process {
    requires static org.osgi.annotation.bundle;
    requires static org.osgi.annotation.versioning;
    requires static org.osgi.service.component.annotations;
    requires org.slf4j;
}
