package io.kindling.deploy.artifact;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.namespace.ExecutionEnvironmentNamespace;
import org.osgi.framework.namespace.HostNamespace;
import org.osgi.framework.namespace.NativeNamespace;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.resource.Namespace;

/**
 * Bundles, what they are wired to, and their fragments; without what every executor has. What is wired to by an optional or dynamic
 * requirement comes along if it is complete without the container.
 */
public final class BundleClosure {

    private static final Set<String> OF_ANY_FRAMEWORK = Set.of(ExecutionEnvironmentNamespace.EXECUTION_ENVIRONMENT_NAMESPACE,
            NativeNamespace.NATIVE_NAMESPACE, HostNamespace.HOST_NAMESPACE);

    private final Set<BundleWiring> wirings = new LinkedHashSet<>();
    private final List<String> lacking = new ArrayList<>();

    private BundleClosure() {
    }

    /**
     * The closure of some bundles.
     *
     * @throws IllegalStateException if one of them is not resolved
     */
    public static BundleClosure of(final List<Bundle> roots) {
        final BundleClosure closure = new BundleClosure();
        final List<BundleWiring> first = new ArrayList<>();
        for (final Bundle root : roots) {
            final BundleWiring wiring = root.adapt(BundleWiring.class);
            if (wiring == null) {
                throw new IllegalStateException("The bundle " + root + " is not resolved, so that nobody knows what it is wired to");
            }
            first.add(wiring);
        }
        closure.lacking.addAll(closure.add(first, closure.wirings));
        closure.addOptional();
        return closure;
    }

    /** The wirings, those asked for first. */
    public List<BundleWiring> wirings() {
        return List.copyOf(wirings);
    }

    /** What executors would not have, a sentence each. Only the container itself has it. */
    public List<String> lacking() {
        return List.copyOf(lacking);
    }

    /** Adds some and all that they must have; returns what is lacking. */
    private List<String> add(final List<BundleWiring> some, final Set<BundleWiring> found) {
        final List<String> lacks = new ArrayList<>();
        final ArrayDeque<BundleWiring> open = new ArrayDeque<>(some);
        while (!open.isEmpty()) {
            final BundleWiring wiring = open.poll();
            if (wiring == null || wirings.contains(wiring) && found != wirings || !found.add(wiring)) {
                continue;
            }
            for (final BundleWire wire : wiring.getRequiredWires(null)) {
                // Not back from a fragment: after an update of its host it may be attached to what that was before, too.
                if (!isOptional(wire) && !isGiven(wire) && !HostNamespace.HOST_NAMESPACE.equals(wire.getCapability().getNamespace())) {
                    if (isOfContainer(wire)) {
                        lacks.add(sentence(wire));
                    } else {
                        open.add(wire.getProviderWiring());
                    }
                }
            }
            for (final BundleWire wire : wiring.getProvidedWires(HostNamespace.HOST_NAMESPACE)) {
                open.add(wire.getRequirerWiring());
            }
        }
        return lacks;
    }

    /** An optional provider may have optional ones itself: those are looked at in their turn. */
    private void addOptional() {
        final ArrayDeque<BundleWiring> open = new ArrayDeque<>(wirings);
        while (!open.isEmpty()) {
            for (final BundleWire wire : open.poll().getRequiredWires(null)) {
                if (isOptional(wire) && !isGiven(wire) && !isOfContainer(wire) && !wirings.contains(wire.getProviderWiring())) {
                    final Set<BundleWiring> more = new LinkedHashSet<>();
                    if (add(List.of(wire.getProviderWiring()), more).isEmpty()) {
                        wirings.addAll(more);
                        open.addAll(more);
                    }
                }
            }
        }
    }

    private static boolean isOptional(final BundleWire wire) {
        final String resolution = wire.getRequirement().getDirectives().get(Namespace.REQUIREMENT_RESOLUTION_DIRECTIVE);
        return Namespace.RESOLUTION_OPTIONAL.equals(resolution) || PackageNamespace.RESOLUTION_DYNAMIC.equals(resolution);
    }

    private static boolean isOfContainer(final BundleWire wire) {
        return wire.getProvider().getBundle().getBundleId() == Constants.SYSTEM_BUNDLE_ID;
    }

    /** Whether executors have what this wire leads to, so that the provider need not travel for it. */
    private static boolean isGiven(final BundleWire wire) {
        final String namespace = wire.getCapability().getNamespace();
        if (isOfContainer(wire)) {
            if (OF_ANY_FRAMEWORK.contains(namespace)) {
                return true;
            }
            if (BundleRevision.BUNDLE_NAMESPACE.equals(namespace)) {
                return names(wire).contains(Constants.SYSTEM_BUNDLE_SYMBOLICNAME);
            }
        }
        if (PackageNamespace.PACKAGE_NAMESPACE.equals(namespace) && ExecutorGives.isOfJdk(packageOf(wire))) {
            // Whoever provides it here: executors have the JDK's, which has no version.
            return VersionRangeText.takesNoVersion(wire.getRequirement());
        }
        return ExecutorGives.has(wire.getCapability());
    }

    private static String names(final BundleWire wire) {
        return String.valueOf(wire.getRequirement().getDirectives().get(Namespace.REQUIREMENT_FILTER_DIRECTIVE));
    }

    private static String packageOf(final BundleWire wire) {
        return (String) wire.getCapability().getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE);
    }

    private static String sentence(final BundleWire wire) {
        final BundleRequirement requirement = wire.getRequirement();
        final String bundle = "bundle " + wire.getRequirer().getSymbolicName();
        if (!PackageNamespace.PACKAGE_NAMESPACE.equals(requirement.getNamespace())) {
            return bundle + " needs " + requirement.getNamespace() + " " + names(wire)
                    + ", no bundle of the application has it: only the container's system bundle does, which executors do not have";
        }
        final String name = packageOf(wire);
        return bundle + " needs package " + name + VersionRangeText.of(requirement) + ", no bundle of the application has it: "
                + (ExecutorGives.isOfJdk(name) ? "the executors' JDK offers it without a version"
                : "only the container's system bundle does, which executors do not have");
    }
}
