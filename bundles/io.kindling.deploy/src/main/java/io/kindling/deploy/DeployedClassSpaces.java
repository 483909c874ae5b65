package io.kindling.deploy;

import io.kindling.api.KindlingContext;
import io.kindling.deploy.artifact.ClassPath;
import io.kindling.deploy.artifact.JarFiles;
import io.kindling.deploy.artifact.JarPacker;
import io.kindling.deploy.artifact.TemporaryFiles;
import io.kindling.deploy.code.ApplicationLoader;
import io.kindling.deploy.code.BundleCode;
import io.kindling.deploy.code.ChangedCode;
import io.kindling.deploy.code.FrameworkCode;
import io.kindling.deploy.code.FrameworkImplementation;
import io.kindling.deploy.code.GivenPackages;
import io.kindling.deploy.code.LoaderCode;
import io.kindling.deploy.code.Supplies;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** Opens class spaces of every kind. Those who open them close them. Public for the tests of bundles above. */
@Component
public final class DeployedClassSpaces implements ClassSpaces {

    private final Class<?> partOfFramework;
    private final ClassLoader api = KindlingContext.class.getClassLoader();
    private final Supplies supplies;
    private final TemporaryFiles supplied = new TemporaryFiles("kindling-supplies-");
    private final Map<String, Path> packed = new ConcurrentHashMap<>();
    private final Map<Lent, ClassSpace> lent = new ConcurrentHashMap<>();

    /** In a framework: bundles are opened in further ones of the same kind, with copies of some of this one's bundles. */
    @Activate
    public DeployedClassSpaces(final BundleContext context) {
        partOfFramework = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getClass();
        supplies = new Supplies(name -> packed.computeIfAbsent(name, key -> pack(context, key)));
    }

    /**
     * Outside of a framework.
     *
     * @param partOfFramework a class of the framework implementation in which bundles are to be opened
     * @param runtime         the jars of this runtime's bundles by symbolic name; null for what it does not have
     */
    public DeployedClassSpaces(final Class<?> partOfFramework, final Function<String, Path> runtime) {
        this.partOfFramework = partOfFramework;
        supplies = new Supplies(runtime);
    }

    /** @param partOfFramework a class of the framework implementation in which bundles are to be opened */
    public DeployedClassSpaces(final Class<?> partOfFramework) {
        this(partOfFramework, name -> null);
    }

    private Path pack(final BundleContext context, final String name) {
        for (final Bundle bundle : context.getBundles()) {
            if (name.equals(bundle.getSymbolicName())) {
                try {
                    return JarPacker.packBundle(bundle, supplied.next(".jar")).file();
                } catch (final IOException e) {
                    throw new UncheckedIOException("The bundle " + bundle + " of the runtime cannot be copied", e);
                }
            }
        }
        return null;
    }

    /** Nothing is left of it. */
    @Deactivate
    void stop() {
        supplied.close();
    }

    @Override
    public ClassSpace ofLoader(final ClassLoader application, final List<Path> jars) {
        final List<Path> elements = jars.isEmpty() ? ClassPath.application(application, System.getProperty("java.class.path", "")) : jars;
        return new CodeSpace(LoaderCode.ofDriver(application, elements), api);
    }

    @Override
    public ClassSpace ofBundle(final Bundle application) {
        return new CodeSpace(new BundleCode(application), api);
    }

    @Override
    public ClassSpace ofChange(final ClassSpace base, final Set<String> removed, final List<Artifact> jars, final List<Bundle> bundles) {
        final List<BundleCode> added = new ArrayList<>();
        try {
            bundles.forEach(bundle -> added.add(new BundleCode(bundle)));
        } catch (final RuntimeException e) {
            added.forEach(BundleCode::close);
            throw e;
        }
        return new CodeSpace(new ChangedCode(((CodeSpace) base).code(), removed, jars, added), api);
    }

    @Override
    public Artifact copy(final Path file, final Path target) {
        return JarFiles.copy(file, target);
    }

    @Override
    public ClassSpace ofArtifacts(final List<Artifact> artifacts) {
        if (artifacts.stream().noneMatch(artifact -> artifact.kind() == Artifact.Kind.BUNDLE)) {
            return new CodeSpace(LoaderCode.ofJars(artifacts, api), api);
        }
        return new CodeSpace(new FrameworkCode(FrameworkImplementation.of(partOfFramework), GivenPackages.here(KindlingContext.class), supplies, artifacts),
                api);
    }

    @Override
    public void lend(final String applicationId, final int code, final ClassSpace space) {
        if (space == null) {
            lent.remove(new Lent(applicationId, code));
        } else {
            lent.put(new Lent(applicationId, code), space);
        }
    }

    @Override
    public ClassSpace lent(final String applicationId, final int code) {
        return lent.get(new Lent(applicationId, code));
    }

    @Override
    public Artifact read(final Path file) {
        return JarFiles.read(file);
    }

    @Override
    public ClassLoader applicationLoader(final List<Path> jars, final ClassLoader parent) {
        jars.forEach(JarFiles::check);
        return new ApplicationLoader(jars, parent);
    }

    private record Lent(String application, int code) {

        @Override
        public boolean equals(final Object other) {
            return other instanceof Lent lent && lent.code == code && lent.application.equals(application);
        }

        @Override
        public int hashCode() {
            return 31 * application.hashCode() + code;
        }
    }
}
