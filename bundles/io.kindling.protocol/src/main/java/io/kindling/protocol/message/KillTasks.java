package io.kindling.protocol.message;

/**
 * Driver to executor: end these attempts.
 *
 * @param tasks  their ids
 * @param reason for messages
 */
public record KillTasks(long[] tasks, String reason) {
}
