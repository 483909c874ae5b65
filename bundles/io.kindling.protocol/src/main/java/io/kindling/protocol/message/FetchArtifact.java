package io.kindling.protocol.message;

/**
 * Executor to driver, request: a part of an artifact.
 *
 * @param hash     which one
 * @param offset   from where
 * @param maxBytes at most so much
 */
public record FetchArtifact(String hash, long offset, int maxBytes) {
}
