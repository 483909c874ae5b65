package io.kindling.dataflow;

import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/** Makes record codecs as applications' configurations want them. A service of this bundle. Thread-safe. */
@ProviderType
public interface RecordCodecFactory {

    /**
     * The codec of a class space.
     *
     * @param loader        of the application's classes
     * @param configuration the application's
     * @throws io.kindling.api.KindlingException if the serialiser that it chooses is not there
     */
    RecordCodec create(ObjectStreams streams, ClassLoader loader, Map<String, String> configuration);
}
