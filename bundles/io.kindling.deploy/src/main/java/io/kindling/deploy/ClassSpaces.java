package io.kindling.deploy;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;
import org.osgi.framework.Bundle;

/** Opens class spaces. A service of this bundle. Thread-safe; opening may block for the time that reading files takes. */
@ProviderType
public interface ClassSpaces {

    /**
     * On a driver outside OSGi: the application's own class loader.
     *
     * @param jars what travels to executors
     * @throws io.kindling.api.KindlingException if a JAR cannot be read
     */
    ClassSpace ofLoader(ClassLoader application, List<Path> jars);

    /** On a driver in a container: a bundle and what it is wired to, without what executors have. */
    ClassSpace ofBundle(Bundle application);

    /**
     * On a driver: another version of an application's code. It goes before the one that it is made of.
     *
     * @param base    of {@link #ofLoader} or {@link #ofBundle}
     * @param removed hashes of its artifacts that this version does not have
     * @param jars    plain JARs that it has besides; their classes see the application's
     * @param bundles bundles of this container that it has besides, with what they are wired to
     * @throws io.kindling.api.KindlingException if a bundle is not resolved or lacks something; it says which and what
     */
    ClassSpace ofChange(ClassSpace base, Set<String> removed, List<Artifact> jars, List<Bundle> bundles);

    /**
     * On an executor: from the artifacts that came. Plain JARs get one flat loader; bundles a nested framework, in which they are started.
     *
     * @throws io.kindling.api.KindlingException if a bundle does not resolve or start; it says which and why
     */
    ClassSpace ofArtifacts(List<Artifact> artifacts);

    /**
     * Lends a driver's class space to an executor in the same JVM; {@code null} takes it back.
     *
     * @param code which version of the application's code it is, the first is 0
     */
    void lend(String applicationId, int code, ClassSpace space);

    /** The class space that a driver in this JVM has lent, or null. Closing it is the driver's business. */
    ClassSpace lent(String applicationId, int code);

    /** Lends the first version of an application's code. */
    default void lend(final String applicationId, final ClassSpace space) {
        lend(applicationId, 0, space);
    }

    /** The first version of an application's code, if a driver in this JVM has lent it, or null. */
    default ClassSpace lent(final String applicationId) {
        return lent(applicationId, 0);
    }

    /** Copies a plain JAR for whoever ships it. KindlingException if it is missing or unreadable. */
    Artifact copy(Path file, Path target);

    /** Reads a JAR or bundle file: its kind and its content hash. KindlingException if it is missing or unreadable. */
    Artifact read(Path file);

    /**
     * The class loader for an application that {@code kindling submit} starts: its JARs over the JDK and the API, nothing
     * of the runtime. The caller closes it.
     */
    ClassLoader applicationLoader(List<Path> jars, ClassLoader parent);
}
