package io.kindling.deploy.code;

import io.kindling.deploy.Artifact;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A driver's code, changed while its context lives: some artifacts taken away, jars and bundles added. The application's own class loader
 * stays as it is, so classes of what was taken away are still there, but cannot travel any more. Does not own the code that it is made of.
 */
public final class ChangedCode implements Code {

    private final Code base;
    private final Set<String> removed;
    private final List<BundleCode> bundles;
    private final LoaderCode jars;
    private final Map<String, Artifact> artifacts = new LinkedHashMap<>();

    /**
     * @param removed hashes of artifacts
     * @param jars    copies that nobody changes any more
     * @param bundles go with this
     */
    public ChangedCode(final Code base, final Set<String> removed, final List<Artifact> jars, final List<BundleCode> bundles) {
        this.base = base;
        this.removed = Set.copyOf(removed);
        this.bundles = List.copyOf(bundles);
        try {
            base.artifacts().stream().filter(artifact -> !removed.contains(artifact.hash())).forEach(this::add);
            bundles.forEach(bundle -> bundle.artifacts().forEach(this::add));
            jars.forEach(this::add);
            this.jars = jars.isEmpty() ? null : LoaderCode.beside(base.loader(), jars);
        } catch (final RuntimeException e) {
            bundles.forEach(BundleCode::close);
            throw e;
        }
    }

    private void add(final Artifact artifact) {
        artifacts.putIfAbsent(artifact.hash(), artifact);
    }

    @Override
    public ClassLoader loader() {
        return jars == null ? base.loader() : jars.loader();
    }

    @Override
    public List<Artifact> artifacts() {
        return List.copyOf(artifacts.values());
    }

    @Override
    public String artifactOf(final Class<?> type) {
        String hash = base.artifactOf(type);
        for (int i = 0; hash == null && i < bundles.size(); i++) {
            hash = bundles.get(i).artifactOf(type);
        }
        if (hash == null && jars != null) {
            hash = jars.artifactOf(type);
        }
        return hash != null && artifacts.containsKey(hash) ? hash : null;
    }

    @Override
    public Class<?> load(final String artifact, final String name) throws ClassNotFoundException {
        if (!artifacts.containsKey(artifact)) {
            throw Strangers.classOf(name, artifact, artifacts.values());
        }
        if (jars != null && jars.artifacts().stream().anyMatch(jar -> jar.hash().equals(artifact))) {
            return jars.load(artifact, name);
        }
        if (base.artifacts().stream().anyMatch(each -> each.hash().equals(artifact))) {
            return base.load(artifact, name);
        }
        for (final BundleCode bundle : bundles) {
            if (bundle.artifacts().stream().anyMatch(each -> each.hash().equals(artifact))) {
                return bundle.load(artifact, name);
            }
        }
        throw Strangers.classOf(name, artifact, artifacts.values());
    }

    @Override
    public String advice(final Class<?> type) {
        final String gone = base.artifactOf(type);
        return gone == null ? base.advice(type) : "it comes from " + base.artifacts().stream().filter(artifact -> artifact.hash().equals(gone))
                .map(Artifact::name).filter(Objects::nonNull).findFirst().orElse(gone)
                + " as it was when the context began, which has been replaced or removed since; make a new context to use the new code on the driver";
    }

    @Override
    public boolean runsHere() {
        return removed.isEmpty() && base.runsHere();
    }

    @Override
    public void close() {
        bundles.forEach(BundleCode::close);
        if (jars != null) {
            jars.close();
        }
    }
}
