package io.kindling.protocol.message;

/**
 * A piece of the application's code.
 *
 * @param hash  lower-case hex SHA-256 of its content
 * @param kind  "jar" or "bundle"
 * @param name  for messages and file names, e.g. {@code app.jar}
 * @param bytes its length
 */
public record ArtifactRef(String hash, String kind, String name, long bytes) {
}
