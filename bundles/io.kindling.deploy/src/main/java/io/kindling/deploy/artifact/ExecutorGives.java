package io.kindling.deploy.artifact;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.util.Set;
import java.util.stream.Collectors;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;

/**
 * What every executor has for the bundles of an application: the JDK, the API, slf4j, what a framework exports, and
 * Declarative Services and Configuration Admin with their API for those that want them. Nothing else is there: not what the container's
 * system bundle may export in addition, and not the runtime's own bundles.
 */
public final class ExecutorGives {

    /** The API's packages, a test compares. */
    public static final Set<String> API = Set.of("io.kindling.api", "io.kindling.api.admin", "io.kindling.api.compress", "io.kindling.api.function",
            "io.kindling.api.serializer", "io.kindling.api.spi");
    /** slf4j's packages. */
    public static final Set<String> SLF4J = Set.of("org.slf4j", "org.slf4j.event", "org.slf4j.helpers", "org.slf4j.spi");

    /** What the executors' framework exports of its own, a test compares. */
    static final Set<String> FRAMEWORK = Set.of("org.osgi.dto", "org.osgi.framework", "org.osgi.framework.connect", "org.osgi.framework.dto",
            "org.osgi.framework.hooks.bundle", "org.osgi.framework.hooks.resolver", "org.osgi.framework.hooks.service",
            "org.osgi.framework.hooks.weaving", "org.osgi.framework.launch", "org.osgi.framework.namespace", "org.osgi.framework.startlevel",
            "org.osgi.framework.startlevel.dto", "org.osgi.framework.wiring", "org.osgi.framework.wiring.dto", "org.osgi.resource",
            "org.osgi.resource.dto", "org.osgi.service.condition", "org.osgi.service.packageadmin", "org.osgi.service.resolver",
            "org.osgi.service.startlevel", "org.osgi.service.url", "org.osgi.util.tracker");

    /** What the bundles export that are added where somebody wants them. */
    private static final Set<String> SUPPLIED = Set.of("org.osgi.service.component", "org.osgi.service.component.propertytypes",
            "org.osgi.service.component.runtime", "org.osgi.service.component.runtime.dto", "org.osgi.util.promise", "org.osgi.util.function",
            "org.osgi.service.cm", "org.osgi.service.cm.annotations");

    private static final Set<String> EXTENDERS = Set.of("osgi.component", "osgi.cm");

    private ExecutorGives() {
    }

    /** Whether executors have a package that is not the JDK's, which come without a version: {@link #isOfJdk}. */
    static boolean has(final String name) {
        return name.startsWith("java.") || API.contains(name) || SLF4J.contains(name) || FRAMEWORK.contains(name) || SUPPLIED.contains(name);
    }

    /** Whether executors have what stands behind a capability: one of these packages, Declarative Services or Configuration Admin. */
    static boolean has(final BundleCapability capability) {
        final String namespace = capability.getNamespace();
        if (PackageNamespace.PACKAGE_NAMESPACE.equals(namespace)) {
            return has((String) capability.getAttributes().get(namespace));
        }
        return (namespace.equals("osgi.extender") || namespace.equals("osgi.implementation"))
                && EXTENDERS.contains(String.valueOf(capability.getAttributes().get(namespace)));
    }

    /** Whether the JDK exports a package to everybody. */
    static boolean isOfJdk(final String name) {
        return Jdk.PACKAGES.contains(name);
    }

    /** Read when it is first asked for: most applications are no bundles. */
    private static final class Jdk {

        private static final Set<String> PACKAGES = ModuleFinder.ofSystem().findAll().stream()
                .flatMap(module -> module.descriptor().exports().stream())
                .filter(export -> !export.isQualified())
                .map(ModuleDescriptor.Exports::source)
                .collect(Collectors.toUnmodifiableSet());
    }
}
