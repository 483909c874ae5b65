package io.kindling.api.spi;

import org.osgi.annotation.versioning.ProviderType;

/** What a context does for jobs beside running them: groups, tags, properties, cancellation, status. Thread-safe. */
@ProviderType
public interface JobControl {
}
