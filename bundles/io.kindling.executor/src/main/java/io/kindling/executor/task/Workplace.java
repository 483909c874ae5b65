package io.kindling.executor.task;

import io.kindling.common.Clock;
import io.kindling.compression.CompressionCodec;
import io.kindling.dataflow.RecordCodec;
import io.kindling.deploy.ClassSpace;
import io.kindling.executor.data.ExecutorBlocks;
import io.kindling.executor.files.LocalDirectories;
import io.kindling.shuffle.ShuffleSession;

/**
 * What all attempts of one application on this executor share that run on the same version of its code.
 *
 * @param application what their cached partitions are kept under
 * @param space       its classes
 * @param codec       its records as bytes
 * @param shuffles    its map outputs
 * @param blocks      cached partitions
 * @param files       for spills
 * @param clock       measures
 * @param spillCodec  compresses spills; null for none
 * @param shared      broadcast values and files that the driver has added
 */
public record Workplace(String application, ClassSpace space, RecordCodec codec, ShuffleSession shuffles, ExecutorBlocks blocks,
                        LocalDirectories files, Clock clock, CompressionCodec spillCodec, SharedAccess shared) {

    /** Where attempts get it. */
    public interface Source {

        /**
         * Opens it if nobody has yet; may take as long as fetching the application's code.
         *
         * @throws CodeException if that is not possible
         */
        Workplace open() throws CodeException;
    }
}
