package io.kindling.deploy.code;

import io.kindling.api.KindlingException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.osgi.framework.Bundle;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.resource.Namespace;

/**
 * Bundles of the executor's own runtime of which a class space gets copies if the application asks for what they do: Declarative Services
 * and Configuration Admin.
 *
 * @param jars by symbolic name; null for one that is not there
 */
public record Supplies(Function<String, Path> jars) {

    private static final List<String> FUNCTION = List.of("org.osgi.util.function");
    private static final List<String> PROMISE = List.of("org.osgi.util.function", "org.osgi.util.promise");
    private static final List<String> COMPONENTS = List.of("org.osgi.util.function", "org.osgi.util.promise", "org.osgi.service.component",
            "org.apache.felix.scr");
    private static final List<String> CONFIGURATIONS = List.of("org.apache.felix.configadmin");

    /** The symbolic names of what bundles want, providers first. */
    static Set<String> wantedBy(final Iterable<Bundle> bundles) {
        final Set<String> wanted = new LinkedHashSet<>();
        for (final Bundle bundle : bundles) {
            if (bundle.getHeaders("").get("Service-Component") != null) {
                wanted.addAll(COMPONENTS);
            }
            for (final BundleRequirement requirement : bundle.adapt(BundleRevision.class).getDeclaredRequirements(null)) {
                wanted.addAll(behind(requirement));
            }
        }
        return wanted;
    }

    private static List<String> behind(final BundleRequirement requirement) {
        final String filter = String.valueOf(requirement.getDirectives().get(Namespace.REQUIREMENT_FILTER_DIRECTIVE)).replace(" ", "");
        if (!PackageNamespace.PACKAGE_NAMESPACE.equals(requirement.getNamespace())) {
            return filter.contains("(osgi.extender=osgi.component)") || filter.contains("(osgi.implementation=osgi.component)") ? COMPONENTS
                    : filter.contains("(osgi.implementation=osgi.cm)") ? CONFIGURATIONS : List.of();
        }
        return filter.contains("(osgi.wiring.package=org.osgi.service.component") ? COMPONENTS
                : filter.contains("(osgi.wiring.package=org.osgi.service.cm") ? CONFIGURATIONS
                : filter.contains("(osgi.wiring.package=org.osgi.util.promise)") ? PROMISE
                : filter.contains("(osgi.wiring.package=org.osgi.util.function)") ? FUNCTION : List.of();
    }

    /** The jar of a bundle that somebody wants; KindlingException if the runtime does not have it. */
    Path jar(final String name) {
        final Path jar = jars.apply(name);
        if (jar == null) {
            throw new KindlingException("The application's bundles need the bundle " + name
                    + ", which executors add from their own runtime, and this runtime does not have it: start executors from a whole distribution");
        }
        return jar;
    }
}
