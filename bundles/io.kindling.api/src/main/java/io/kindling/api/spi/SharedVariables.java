package io.kindling.api.spi;

import io.kindling.api.AccumulatorV2;
import io.kindling.api.Broadcast;
import java.nio.file.Path;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** What a context does for values that travel: broadcasts, accumulators, shipped files. Thread-safe. */
@ProviderType
public interface SharedVariables {

    <T> Broadcast<T> broadcast(T value);

    /** The number of the next accumulator. */
    long nextAccumulator();

    /** An accumulator has got its number: what tasks bring for it is merged into it from now on, as long as anybody can read it. */
    void accumulates(AccumulatorV2<?, ?> accumulator);

    void addFile(String path, boolean recursive);

    void addPyFile(String path);

    List<String> listFiles();

    /** The driver's copy of an added file. */
    Path file(String name);

    /** Where the driver's copies are. */
    Path filesDirectory();
}
