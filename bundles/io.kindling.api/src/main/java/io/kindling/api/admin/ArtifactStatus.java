package io.kindling.api.admin;

/**
 * A piece of an application's code.
 *
 * @param name the file's or the bundle's symbolic name
 * @param version the bundle's, or empty
 * @param kind "bundle", "fragment" or "jar"
 * @param hash of its content, in hex
 * @param bytes its size
 * @param executors how many executors have it
 */
public record ArtifactStatus(String name, String version, String kind, String hash, long bytes, int executors) {
}
