package io.kindling.executor;

import io.kindling.common.Clock;
import io.kindling.dataflow.RecordCodecFactory;
import io.kindling.dataflow.StageCompiler;
import io.kindling.deploy.ClassSpaces;
import io.kindling.protocol.wire.WireFormat;
import io.kindling.storage.api.BlockStores;

/**
 * What executors of this JVM have in common.
 *
 * @param classSpaces open the application's code
 * @param compiler    makes programs of stages
 * @param blocks      open what keeps cached partitions
 * @param shuffles    keep map outputs; an application chooses one of them
 * @param codecs      make codecs of records
 * @param format      encodes messages
 * @param clock       measures
 */
record ExecutorParts(ClassSpaces classSpaces, StageCompiler compiler, BlockStores blocks, InstalledShuffles shuffles, RecordCodecFactory codecs, WireFormat format,
                     Clock clock) {
}
