package io.kindling.protocol.message;

import io.kindling.protocol.stage.StageSpec;

/**
 * Driver to executor: the code of a stage, once, before its first task there.
 *
 * @param stage its number
 * @param spec  the code
 */
public record StageCode(int stage, StageSpec spec) {
}
