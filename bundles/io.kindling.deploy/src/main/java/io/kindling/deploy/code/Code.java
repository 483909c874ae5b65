package io.kindling.deploy.code;

import io.kindling.deploy.Artifact;
import java.util.List;

/** Where the classes of one application come from on one side. Thread-safe. Closing it lets its class loaders go. */
public interface Code extends AutoCloseable {

    /** The thread context class loader for the application. */
    ClassLoader loader();

    /** What the application consists of; may take as long as packing it does, the first time. */
    List<Artifact> artifacts();

    /** The hash of the artifact that defines a class, or null if none of the application's does. */
    String artifactOf(Class<?> type);

    /** Loads a class, arrays too, from the artifact that defines it. Does not initialise it. */
    Class<?> load(String artifact, String name) throws ClassNotFoundException;

    /** Where a class that no artifact defines comes from and what to do about it, to follow a semicolon. */
    String advice(Class<?> type);

    /** Whether the loader has what the artifacts hold, no more and no less, so that tasks of this JVM may run on it. */
    boolean runsHere();

    @Override
    void close();
}
