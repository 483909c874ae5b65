package io.kindling.launcher;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.resource.Capability;
import org.osgi.resource.Requirement;

/**
 * What the framework can tell about a program that does not come up: bundles that do not resolve or start, services that
 * a bundle requires and nobody offers, services that a bundle promised and has not registered.
 */
final class Diagnosis {

    private static final String SERVICE = "osgi.service";

    private final BundleContext context;
    private final List<String> problems;

    Diagnosis(final BundleContext context, final List<String> problems) {
        this.context = context;
        this.problems = problems;
    }

    List<String> lines() {
        final List<String> lines = new ArrayList<>();
        problems.forEach(problem -> lines.add("  " + problem));
        for (final Bundle bundle : context.getBundles()) {
            final BundleRevision revision = bundle.adapt(BundleRevision.class);
            for (final Requirement requirement : revision.getRequirements(SERVICE)) {
                final String filter = requirement.getDirectives().get("filter");
                if (filter != null && !isOptional(requirement) && !exists(filter)) {
                    lines.add("  bundle " + bundle.getSymbolicName() + " waits for a service " + filter);
                }
            }
            for (final Capability capability : revision.getCapabilities(SERVICE)) {
                final Object names = capability.getAttributes().get("objectClass");
                if (names instanceof List<?> list && !list.isEmpty() && !isRegistered(bundle, list)) {
                    lines.add("  bundle " + bundle.getSymbolicName() + " has not registered its service " + list);
                }
            }
        }
        return lines.isEmpty() ? List.of("  all bundles are active and all their services are there") : lines;
    }

    private static boolean isOptional(final Requirement requirement) {
        return "optional".equals(requirement.getDirectives().get("resolution"));
    }

    private boolean exists(final String filter) {
        try {
            return context.getAllServiceReferences(null, filter) != null;
        } catch (InvalidSyntaxException e) {
            return false;
        }
    }

    private static boolean isRegistered(final Bundle bundle, final List<?> names) {
        final ServiceReference<?>[] references = bundle.getRegisteredServices();
        return references != null && Arrays.stream(references)
            .anyMatch(reference -> Arrays.asList((String[]) reference.getProperty("objectClass")).containsAll(names));
    }
}
