package io.kindling.storage.memory;

import io.kindling.common.RddId;
import io.kindling.storage.api.BlockId;

/** Whose partitions blocks are. */
record DataSet(String application, RddId rdd) {

    static DataSet of(final BlockId block) {
        return new DataSet(block.application(), block.rdd());
    }
}
