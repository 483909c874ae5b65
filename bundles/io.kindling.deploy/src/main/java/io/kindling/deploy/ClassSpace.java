package io.kindling.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.io.OutputStream;
import java.util.List;
import java.util.Set;

/**
 * The classes of one application, apart from the runtime's and from other applications'. Thread-safe. Closing it
 * lets its class loaders go.
 */
public interface ClassSpace extends AutoCloseable {

    /** The thread context class loader for the application's code. */
    ClassLoader loader();

    /** What travels to executors so that they can open the same class space. */
    List<Artifact> artifacts();

    /**
     * Whether tasks of this JVM may run on it. Not if jars were taken away or replaced: the application's own class loader on the driver still
     * has them.
     */
    default boolean runsHere() {
        return true;
    }

    /**
     * Serialises a function of the application.
     *
     * @param what for the message, e.g. "the function of map at WordCount.java:20"
     * @throws io.kindling.api.NotSerializableClosureException names the path of fields that leads to the culprit
     */
    byte[] writeFunction(Object function, String what);

    /** The hashes of the artifacts whose classes a function consists of, told from its bytes. */
    Set<String> artifactsOf(byte[] function);

    /** Makes a fresh copy of a function. */
    Object readFunction(byte[] bytes) throws IOException, ClassNotFoundException;

    /** Whether a function captures nothing or only immutable values, so that one copy may serve every attempt. */
    boolean isStateless(Object function);

    /** A stream for values that no codec of the runtime knows; classes are named with the artifact that defines them. */
    ObjectOutput output(OutputStream out) throws IOException;

    /** The same values back; a filter allows this application's classes, the API and listed JDK value classes. */
    ObjectInput input(InputStream in) throws IOException;

    /**
     * The name by which the other side of the application finds a class: with the artifact that it comes from.
     *
     * @throws IOException if it may not travel; it names the class and says why
     */
    String nameOf(Class<?> type) throws IOException;

    /**
     * The class of such a name. The same filter as that of {@link #input} decides.
     *
     * @throws IOException if it may not travel
     */
    Class<?> classOf(String name) throws IOException, ClassNotFoundException;

    /** What in a value keeps it from travelling, with the way of fields to it and advice; null if nothing is found. */
    String culprit(Object value);

    @Override
    void close();
}
