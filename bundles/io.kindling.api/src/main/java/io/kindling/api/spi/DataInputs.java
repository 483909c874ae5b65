package io.kindling.api.spi;

import org.osgi.annotation.versioning.ProviderType;

/** Where a context's data sets begin besides collections and lines of text. Thread-safe. */
@ProviderType
public interface DataInputs {
}
