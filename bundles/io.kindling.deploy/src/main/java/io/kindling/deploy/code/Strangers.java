package io.kindling.deploy.code;

import io.kindling.deploy.Artifact;
import java.util.Collection;
import java.util.stream.Collectors;

/** Words what does not belong to a version of an application's code. */
final class Strangers {

    private static final int MOST_NAMES = 20;

    private Strangers() {
    }

    /** A class of an artifact that the class space does not have: it was made with another version of the code. */
    static ClassNotFoundException classOf(final String name, final String hash, final Collection<Artifact> here) {
        return new ClassNotFoundException(name + ": it comes from the artifact with the content " + shortened(hash)
                + ", and this version of the application's code has only "
                + here.stream().limit(MOST_NAMES).map(artifact -> artifact.name() + " (" + shortened(artifact.hash()) + ")").collect(Collectors.joining(", ")));
    }

    private static String shortened(final String hash) {
        return hash.length() > 12 ? hash.substring(0, 12) : hash;
    }
}
