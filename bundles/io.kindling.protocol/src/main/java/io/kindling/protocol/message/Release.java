package io.kindling.protocol.message;

/**
 * Driver to executor: forget what is no longer needed.
 *
 * @param stages   their code
 * @param shuffles their map outputs
 * @param rdds     their cached partitions
 */
public record Release(int[] stages, int[] shuffles, int[] rdds) {
}
