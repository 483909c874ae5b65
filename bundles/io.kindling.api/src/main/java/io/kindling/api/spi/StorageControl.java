package io.kindling.api.spi;

import io.kindling.api.Optional;
import io.kindling.api.Rdd;
import io.kindling.api.RddStorage;
import io.kindling.api.Tuple2;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/** What a context does for kept data: what is persisted, where checkpoints go. Thread-safe. */
@ProviderType
public interface StorageControl {

    Map<Integer, Rdd<?>> persistentRdds();

    RddStorage[] rddStorage();

    Map<String, Tuple2<Long, Long>> executorMemory();

    void setCheckpointDir(String directory);

    Optional<String> checkpointDir();
}
