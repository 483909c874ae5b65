package io.kindling.deploy.code;

import io.kindling.deploy.Artifact;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.osgi.framework.wiring.BundleWiring;

/** An executor's code with bundles in it: those in a nested framework, plain jars in a flat loader that sees the first bundle's classes. */
public final class FrameworkCode implements Code {

    private final List<Artifact> artifacts;
    private final NestedFramework framework;
    private final LoaderCode jars;
    private final ClassLoader first;
    private final Map<String, ClassLoader> byHash = new HashMap<>();
    private final Map<ClassLoader, String> byLoader = new IdentityHashMap<>();

    /** @throws io.kindling.api.KindlingException if the bundles do not resolve or do not start */
    public FrameworkCode(final FrameworkImplementation implementation, final GivenPackages given, final Supplies supplies,
                         final List<Artifact> artifacts) {
        this.artifacts = List.copyOf(artifacts);
        framework = new NestedFramework(implementation, given, supplies, only(Artifact.Kind.BUNDLE));
        ClassLoader main = null;
        for (final var entry : framework.bundles().entrySet()) {
            final BundleWiring wiring = entry.getValue().adapt(BundleWiring.class);
            final ClassLoader loader = wiring == null ? null : wiring.getClassLoader();
            if (loader != null) { // neither a fragment nor unresolved
                byHash.put(entry.getKey(), loader);
                byLoader.put(loader, entry.getKey());
                main = main == null ? loader : main;
            }
        }
        final List<Artifact> plain = only(Artifact.Kind.JAR);
        jars = main == null ? LoaderCode.ofJars(plain, given.api()) : LoaderCode.beside(main, plain);
        first = main == null || !plain.isEmpty() ? jars.loader() : main;
    }

    private List<Artifact> only(final Artifact.Kind kind) {
        return artifacts.stream().filter(artifact -> artifact.kind() == kind).toList();
    }

    @Override
    public ClassLoader loader() {
        return first;
    }

    @Override
    public List<Artifact> artifacts() {
        return artifacts;
    }

    @Override
    public String artifactOf(final Class<?> type) {
        final String hash = byLoader.get(type.getClassLoader());
        return hash == null ? jars.artifactOf(type) : hash;
    }

    @Override
    public Class<?> load(final String artifact, final String name) throws ClassNotFoundException {
        final ClassLoader loader = byHash.get(artifact);
        if (loader != null) {
            return Class.forName(name, false, loader);
        }
        if (jars.artifacts().stream().anyMatch(jar -> jar.hash().equals(artifact))) {
            return jars.load(artifact, name);
        }
        throw Strangers.classOf(name, artifact, artifacts);
    }

    @Override
    public boolean runsHere() {
        return true;
    }

    @Override
    public String advice(final Class<?> type) {
        return "it is in none of the application's artifacts";
    }

    @Override
    public void close() {
        jars.close();
        byLoader.keySet().forEach(Departure::of);
        framework.close();
    }
}
