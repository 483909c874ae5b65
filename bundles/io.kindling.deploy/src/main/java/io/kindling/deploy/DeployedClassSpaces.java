package io.kindling.deploy;

import io.kindling.api.KindlingContext;
import io.kindling.deploy.artifact.ClassPath;
import io.kindling.deploy.artifact.JarFiles;
import io.kindling.deploy.code.ApplicationLoader;
import io.kindling.deploy.code.BundleCode;
import io.kindling.deploy.code.FrameworkCode;
import io.kindling.deploy.code.FrameworkImplementation;
import io.kindling.deploy.code.GivenPackages;
import io.kindling.deploy.code.LoaderCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Opens class spaces of every kind. Those who open them close them. Public for the tests of bundles above. */
@Component
public final class DeployedClassSpaces implements ClassSpaces {

    private final Class<?> partOfFramework;
    private final ClassLoader api = KindlingContext.class.getClassLoader();
    private final Map<String, ClassSpace> lent = new ConcurrentHashMap<>();

    /** In a framework: bundles are opened in further ones of the same kind. */
    @Activate
    public DeployedClassSpaces(final BundleContext context) {
        this(context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getClass());
    }

    /** @param partOfFramework a class of the framework implementation in which bundles are to be opened */
    public DeployedClassSpaces(final Class<?> partOfFramework) {
        this.partOfFramework = partOfFramework;
    }

    @Override
    public ClassSpace ofLoader(final ClassLoader application, final List<Path> jars) {
        final List<Path> elements = jars.isEmpty() ? ClassPath.application(System.getProperty("java.class.path", "")) : jars;
        return new CodeSpace(LoaderCode.ofDriver(application, elements), api);
    }

    @Override
    public ClassSpace ofBundle(final Bundle application) {
        return new CodeSpace(new BundleCode(application), api);
    }

    @Override
    public ClassSpace ofArtifacts(final List<Artifact> artifacts) {
        if (artifacts.stream().noneMatch(artifact -> artifact.kind() == Artifact.Kind.BUNDLE)) {
            return new CodeSpace(LoaderCode.ofJars(artifacts, api), api);
        }
        return new CodeSpace(new FrameworkCode(FrameworkImplementation.of(partOfFramework), GivenPackages.here(KindlingContext.class), artifacts), api);
    }

    @Override
    public void lend(final String applicationId, final ClassSpace space) {
        if (space == null) {
            lent.remove(applicationId);
        } else {
            lent.put(applicationId, space);
        }
    }

    @Override
    public ClassSpace lent(final String applicationId) {
        return lent.get(applicationId);
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
}
