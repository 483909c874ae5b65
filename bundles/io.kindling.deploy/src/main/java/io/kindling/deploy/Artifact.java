package io.kindling.deploy;

import java.nio.file.Path;

/**
 * A piece of an application's code.
 *
 * @param hash lower-case hex SHA-256 over the sorted (entry name, entry hash) of its content, signatures left out
 * @param kind what it is
 * @param name for messages and file names, e.g. {@code app.jar}
 * @param file where it is on this machine
 * @param size in bytes
 */
public record Artifact(String hash, Kind kind, String name, Path file, long size) {

    /** What an artifact is. */
    public enum Kind {
        /** A plain JAR: one flat class path. */
        JAR,
        /** An OSGi bundle: resolved beside the others. */
        BUNDLE
    }
}
