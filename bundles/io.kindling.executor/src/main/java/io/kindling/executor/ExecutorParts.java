package io.kindling.executor;

import io.kindling.common.Clock;
import io.kindling.dataflow.StageCompiler;
import io.kindling.deploy.ClassSpaces;
import io.kindling.protocol.wire.WireFormat;
import io.kindling.shuffle.Shuffles;
import io.kindling.storage.api.BlockStore;

/**
 * What executors of this JVM have in common.
 *
 * @param classSpaces open the application's code
 * @param compiler    makes programs of stages
 * @param blocks      keeps cached partitions
 * @param shuffles    keep map outputs
 * @param format      encodes messages
 * @param clock       measures
 */
record ExecutorParts(ClassSpaces classSpaces, StageCompiler compiler, BlockStore blocks, Shuffles shuffles, WireFormat format, Clock clock) {
}
