package io.kindling.protocol.message;

/**
 * Driver to executor: end.
 *
 * @param reason for the log
 */
public record Shutdown(String reason) {
}
