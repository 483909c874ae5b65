package io.kindling.executor.task;

import io.kindling.common.Clock;
import io.kindling.dataflow.RecordCodec;
import io.kindling.deploy.ClassSpace;
import io.kindling.executor.files.LocalDirectories;
import io.kindling.shuffle.ShuffleSession;
import io.kindling.storage.api.BlockStore;

/**
 * What all attempts of one application on this executor share.
 *
 * @param application whose it is
 * @param space       its classes
 * @param codec       its records as bytes
 * @param shuffles    its map outputs
 * @param blocks      cached partitions
 * @param files       for spills
 * @param clock       measures
 */
public record Workplace(String application, ClassSpace space, RecordCodec codec, ShuffleSession shuffles, BlockStore blocks,
                        LocalDirectories files, Clock clock) {
}
