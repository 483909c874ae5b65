package io.kindling.scheduler.api;

import io.kindling.common.StageId;

/**
 * An attempt of a stage.
 *
 * @param attempt from 0
 */
public record StageAttempt(StageId stage, int attempt) {
}
