package io.kindling.deploy.code;

import io.kindling.api.KindlingException;
import io.kindling.deploy.Artifact;
import io.kindling.deploy.artifact.BundleClosure;
import io.kindling.deploy.artifact.JarPacker;
import io.kindling.deploy.artifact.TemporaryFiles;
import java.io.IOException;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleWiring;

/**
 * A bundle in a container and what it is wired to. Its classes are those of the wirings that it had when this was
 * made, also after an update. Bundles are packed when somebody asks, each once: what was packed stays as it was, whatever happens to the bundle.
 */
public final class BundleCode implements Code {

    private final Bundle bundle;
    private final ClassLoader loader;
    private final Map<Bundle, Seen> bundles = new LinkedHashMap<>();
    private final List<String> lacking;
    private final Map<ClassLoader, Bundle> byLoader = new IdentityHashMap<>();
    private final Map<Bundle, Artifact> packed = new ConcurrentHashMap<>();
    private final TemporaryFiles files = new TemporaryFiles("kindling-bundles-");

    /** @throws KindlingException if the bundle is not resolved */
    public BundleCode(final Bundle bundle) {
        this.bundle = bundle;
        try {
            final BundleClosure closure = BundleClosure.of(List.of(bundle));
            lacking = closure.lacking();
            for (final BundleWiring wiring : closure.wirings()) {
                bundles.put(wiring.getBundle(), new Seen(wiring.getRevision(), wiring.getBundle().getLastModified()));
                if (wiring.getClassLoader() != null) { // a fragment has none
                    byLoader.put(wiring.getClassLoader(), wiring.getBundle());
                }
            }
        } catch (final IllegalStateException e) {
            throw new KindlingException(e.getMessage() + "; start it before it makes a context", e);
        }
        loader = bundle.adapt(BundleWiring.class).getClassLoader();
    }

    @Override
    public ClassLoader loader() {
        return loader;
    }

    /** What a bundle was when this was made. */
    private record Seen(BundleRevision revision, long modified) {
    }

    /** @throws KindlingException if executors would miss something; it names bundle and package */
    @Override
    public List<Artifact> artifacts() {
        if (!lacking.isEmpty()) {
            throw new KindlingException(lacking.get(0));
        }
        return bundles.keySet().stream().map(this::artifact).toList();
    }

    private Artifact artifact(final Bundle part) {
        return packed.computeIfAbsent(part, this::pack);
    }

    private Artifact pack(final Bundle part) {
        final Seen seen = bundles.get(part);
        if (part.adapt(BundleRevision.class) != seen.revision()) {
            throw new KindlingException("The bundle " + part + " has been updated, and " + bundle + " is still wired to what it was before;"
                    + " refresh the bundles, then make a new context");
        }
        final Artifact artifact;
        try {
            artifact = JarPacker.packBundle(part, files.next(".jar"));
        } catch (final IOException | IllegalStateException e) {
            throw new KindlingException("The bundle " + part + " cannot be packed for the executors: " + e.getMessage(), e);
        }
        if (part.getLastModified() != seen.modified()) {
            throw new KindlingException("The bundle " + part + " was updated after the context of " + bundle
                    + " was made; make a new context");
        }
        return artifact;
    }

    @Override
    public String artifactOf(final Class<?> type) {
        final Bundle owner = byLoader.get(type.getClassLoader());
        return owner == null ? null : artifact(owner).hash();
    }

    @Override
    public Class<?> load(final String artifact, final String name) throws ClassNotFoundException {
        // A hash that came from elsewhere was made here first, when its bundle was packed.
        for (final Map.Entry<ClassLoader, Bundle> entry : byLoader.entrySet()) {
            final Artifact made = packed.get(entry.getValue());
            if (made != null && made.hash().equals(artifact)) {
                return Class.forName(name, false, entry.getKey());
            }
        }
        throw new ClassNotFoundException(name + ": no bundle with the content " + artifact + " belongs to the application of " + bundle);
    }

    @Override
    public String advice(final Class<?> type) {
        final Bundle owner = FrameworkUtil.getBundle(type);
        return (owner == null ? "it comes from no bundle" : "it comes from the bundle " + owner + " that " + bundle + " is not wired to")
                + "; import its package, so that its bundle is among the application's artifacts";
    }

    @Override
    public boolean runsHere() {
        return true;
    }

    @Override
    public void close() {
        files.close();
    }
}
