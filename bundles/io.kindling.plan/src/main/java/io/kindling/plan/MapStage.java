package io.kindling.plan;

import java.util.List;

/**
 * The plan of a map stage and whose outputs it reads.
 *
 * @param plan  the stage
 * @param reads the shuffles before it
 */
record MapStage(StagePlan plan, List<ShuffleDependency> reads) {
}
