package io.kindling.protocol.message;

/**
 * Driver to executor, reply.
 *
 * @param bytes a part of the artifact, empty at its end; null if the driver has no such artifact
 */
public record ArtifactChunk(byte[] bytes) {
}
