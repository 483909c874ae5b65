package io.kindling.protocol.message;

/**
 * Driver to executor, reply.
 *
 * @param sequence the heartbeat's
 * @param known    false if the driver has given the executor up: it must end
 */
public record HeartbeatAck(long sequence, boolean known) {
}
