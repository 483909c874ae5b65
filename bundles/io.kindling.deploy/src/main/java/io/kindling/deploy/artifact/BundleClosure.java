package io.kindling.deploy.artifact;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.namespace.HostNamespace;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;

/**
 * A bundle, what it is wired to by whatever requirement, and their fragments; without what every executor has: the
 * framework, the API, slf4j.
 */
public final class BundleClosure {

    private BundleClosure() {
    }

    /**
     * The wirings, the bundle's own first.
     *
     * @throws IllegalStateException if the bundle is not resolved
     */
    public static List<BundleWiring> of(final Bundle bundle) {
        final BundleWiring first = bundle.adapt(BundleWiring.class);
        if (first == null) {
            throw new IllegalStateException("The bundle " + bundle + " is not resolved, so that nobody knows what it is wired to");
        }
        final Set<BundleWiring> found = new LinkedHashSet<>();
        final ArrayDeque<BundleWiring> open = new ArrayDeque<>(List.of(first));
        while (!open.isEmpty()) {
            final BundleWiring wiring = open.poll();
            if (!found.add(wiring)) {
                continue;
            }
            for (final BundleWire wire : wiring.getRequiredWires(null)) {
                if (!isGiven(wire)) {
                    open.add(wire.getProviderWiring());
                }
            }
            for (final BundleWire wire : wiring.getProvidedWires(HostNamespace.HOST_NAMESPACE)) {
                open.add(wire.getRequirerWiring());
            }
        }
        return new ArrayList<>(found);
    }

    /** Whether executors have what this wire leads to, so that the provider need not travel for it. */
    private static boolean isGiven(final BundleWire wire) {
        final BundleCapability capability = wire.getCapability();
        if (wire.getProvider().getBundle().getBundleId() == 0) {
            return true;
        }
        return PackageNamespace.PACKAGE_NAMESPACE.equals(capability.getNamespace())
                && isGivenPackage((String) capability.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE));
    }

    private static boolean isGivenPackage(final String name) {
        return name.equals("io.kindling.api") || name.startsWith("io.kindling.api.")
                || name.equals("org.slf4j") || name.startsWith("org.slf4j.");
    }
}
