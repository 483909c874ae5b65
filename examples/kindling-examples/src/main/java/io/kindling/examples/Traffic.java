package io.kindling.examples;

import java.io.Serializable;

/**
 * What some requests come to.
 *
 * @param requests how many
 * @param failed   how many of them with a status of 400 or more
 * @param bytes    sent
 */
public record Traffic(long requests, long failed, long bytes) implements Serializable {

    static Traffic of(final int status, final long bytes) {
        return new Traffic(1, status >= 400 ? 1 : 0, bytes);
    }

    Traffic plus(final Traffic other) {
        return new Traffic(requests + other.requests, failed + other.failed, bytes + other.bytes);
    }
}
