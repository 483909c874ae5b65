package io.kindling.plan;

import io.kindling.common.ShuffleId;
import io.kindling.common.StageId;

/**
 * A shuffle that nobody can read again.
 *
 * @param stage   the map stage that wrote it
 * @param shuffle which one
 */
public record UnreachableShuffle(StageId stage, ShuffleId shuffle) {
}
