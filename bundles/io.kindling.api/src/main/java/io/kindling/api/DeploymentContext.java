package io.kindling.api;

import io.kindling.api.admin.ClusterStatus;
import io.kindling.api.spi.ContextBackend;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;

/** Where a context's executors are and which code they have. */
abstract class DeploymentContext extends SharingContext {

    DeploymentContext(final ContextBackend backend) {
        super(backend);
    }

    /**
     * The JAR that a class was loaded from, for {@link #addJar} or the constructors that take JARs.
     *
     * @return its path alone; nothing if the class is not from a JAR
     */
    public static String[] jarOfClass(final Class<?> type) {
        final CodeSource source = type.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null || !source.getLocation().getProtocol().equals("file")) {
            return new String[0];
        }
        try {
            final Path file = Path.of(source.getLocation().toURI());
            return Files.isRegularFile(file) ? new String[] {file.toString()} : new String[0];
        } catch (URISyntaxException e) {
            throw new KindlingException(type.getName() + " was loaded from " + source.getLocation() + ", which is no location of a file", e);
        }
    }

    /** As {@link #jarOfClass}, of an object's class. */
    public static String[] jarOfObject(final Object object) {
        return jarOfClass(object.getClass());
    }

    /** The tie to the cluster manager: which one, in which version, and whether it is there. */
    public ClusterStatus cluster() {
        return driver().cluster();
    }

    /**
     * Moves the application to another cluster, while jobs run: new executors come from there, the old ones get no new tasks, hand their
     * map outputs over and end. No task fails by it. Blocks until the new cluster has accepted the application, not until the old executors
     * are gone.
     *
     * @param masterUrl of the other cluster; it must be reachable for the executors as the old one is
     * @throws KindlingException if the cluster cannot be reached or refuses, or another move is under way; the application then stays where it is
     */
    public void moveTo(final String masterUrl) {
        driver().moveTo(masterUrl);
    }

    /**
     * Says how many executors the application should have from now on, instead of {@code kindling.executor.instances}. More are asked for;
     * none is ended: see {@link #killExecutor}.
     *
     * @param total at least 0
     */
    public void requestTotalExecutors(final int total) {
        driver().requestTotalExecutors(total);
    }

    /**
     * Gives an executor back to the cluster manager, when the tasks that it runs have ended and its map outputs are handed over; no other
     * comes for it. What it has cached is computed again where it is needed.
     *
     * @param executor its number, as {@link io.kindling.api.admin.Applications#executors} tells it
     * @throws KindlingException if the application has no such executor
     */
    public void killExecutor(final int executor) {
        driver().killExecutor(executor);
    }

    /**
     * Sets what the logs of the driver's process and of all executors tell, those too that come later. Where the driver runs in a container, or in a
     * program with an SLF4J provider of its own, the driver's log is not ours to set, and only the executors' change. Drivers that share a process
     * share its log.
     *
     * @param level ALL, TRACE, DEBUG, INFO, WARN, ERROR, FATAL or OFF, in capitals or not
     * @throws IllegalArgumentException if it is none of these
     */
    public void setLogLevel(final String level) {
        driver().setLogLevel(level);
    }

    /**
     * Adds a plain JAR to the application's code. Jobs that are submitted from now on have it; those under way go on without. A job runs
     * on one version of the code as a whole, so what shuffles and caches hold of an earlier version is computed again.
     *
     * @param path of the file; its file name is what the JAR is known by
     * @throws KindlingException if it is not there, or a JAR of this file name with other content is there already
     */
    public void addJar(final String path) {
        driver().addJar(path);
    }

    /**
     * Takes a JAR away from jobs that are submitted from now on; those under way keep it. A data set whose functions are made of its classes
     * cannot be used any more: its next job is refused.
     *
     * @param name its file name, or its path
     * @throws KindlingException if the application has no such JAR
     */
    public void removeJar(final String name) {
        driver().removeJar(name);
    }

    /**
     * Replaces the JAR of the same file name for jobs that are submitted from now on; those under way end with the old one. The driver's own
     * class loader does not change: what is to be replaced is best reached by name, by a ServiceLoader or through an interface that stays.
     *
     * @throws KindlingException if it is not there, or the application has no JAR of this file name
     */
    public void updateJar(final String path) {
        driver().updateJar(path);
    }

    /**
     * Adds a bundle of this container, and what it is wired to, to the code of an application that belongs to a bundle.
     *
     * @param symbolicName the bundle's, or {@code symbolic.name/version} if there are several
     * @throws KindlingException if there is no such bundle, it does not resolve, or the application belongs to no bundle
     */
    public void addBundle(final String symbolicName) {
        driver().addBundle(symbolicName);
    }
}
