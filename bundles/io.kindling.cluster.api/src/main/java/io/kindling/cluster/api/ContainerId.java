package io.kindling.cluster.api;

/**
 * Names one granted container within a session.
 *
 * @param value chosen by the adapter; never used again
 */
public record ContainerId(String value) {
}
