package io.kindling.api.spi;

import org.osgi.annotation.versioning.ProviderType;

/** What a context does for values that travel: broadcasts, accumulators, shipped files. Thread-safe. */
@ProviderType
public interface SharedVariables {
}
