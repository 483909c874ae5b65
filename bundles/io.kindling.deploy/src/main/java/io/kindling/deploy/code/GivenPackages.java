package io.kindling.deploy.code;

import io.kindling.deploy.artifact.ExecutorGives;
import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.Version;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleWiring;
import org.slf4j.Logger;

/**
 * The packages that an executor gives the bundles of an application, beside the JDK's and the framework's.
 *
 * @param api    the loader of the API
 * @param header in the form of an export header
 */
public record GivenPackages(ClassLoader api, String header) {

    /** Bundles built for slf4j 1.7 find what they need in slf4j 2 as well. */
    private static final String OLDER_SLF4J = "1.7.36";

    /** What is here, with the versions that it has here. */
    public static GivenPackages here(final Class<?> api) {
        final List<String> exports = new ArrayList<>();
        ExecutorGives.API.forEach(name -> exports.add(export(name, version(api, name, "1.0.0"))));
        ExecutorGives.SLF4J.forEach(name -> {
            final String version = version(Logger.class, name, "2.0.17");
            exports.add(export(name, version));
            if (!version.startsWith("1.")) {
                exports.add(export(name, OLDER_SLF4J));
            }
        });
        return new GivenPackages(api.getClassLoader(), String.join(",", exports));
    }

    private static String export(final String name, final String version) {
        return name + ";version=\"" + version + "\"";
    }

    /** The version with which a class's bundle exports a package; the default where the class comes from no bundle. */
    private static String version(final Class<?> type, final String name, final String none) {
        final Bundle bundle = FrameworkUtil.getBundle(type);
        final BundleWiring wiring = bundle == null ? null : bundle.adapt(BundleWiring.class);
        Version highest = null;
        for (final BundleCapability capability : wiring == null ? List.<BundleCapability>of()
                : wiring.getCapabilities(PackageNamespace.PACKAGE_NAMESPACE)) {
            final Version version = (Version) capability.getAttributes().get(PackageNamespace.CAPABILITY_VERSION_ATTRIBUTE);
            if (name.equals(capability.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE))
                    && (highest == null || version.compareTo(highest) > 0)) {
                highest = version;
            }
        }
        return highest == null ? none : highest.toString();
    }
}
