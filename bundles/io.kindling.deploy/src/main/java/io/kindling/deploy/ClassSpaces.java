package io.kindling.deploy;

import java.nio.file.Path;
import java.util.List;
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

    /** On an executor: from the artifacts that came. Plain JARs get one flat loader; bundles a nested framework. */
    ClassSpace ofArtifacts(List<Artifact> artifacts);

    /**
     * Lends a driver's class space to an executor in the same JVM; {@code null} takes it back.
     */
    void lend(String applicationId, ClassSpace space);

    /** The class space that a driver in this JVM has lent, or null. Closing it is the driver's business. */
    ClassSpace lent(String applicationId);

    /** Reads a JAR or bundle file: its kind and its content hash. KindlingException if it is missing or unreadable. */
    Artifact read(Path file);

    /**
     * The class loader for an application that {@code kindling submit} starts: its JARs over the JDK and the API, nothing
     * of the runtime. The caller closes it.
     */
    ClassLoader applicationLoader(List<Path> jars, ClassLoader parent);
}
