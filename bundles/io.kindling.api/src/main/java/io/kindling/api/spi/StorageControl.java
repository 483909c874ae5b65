package io.kindling.api.spi;

import org.osgi.annotation.versioning.ProviderType;

/** What a context does for kept data: what is persisted, where checkpoints go. Thread-safe. */
@ProviderType
public interface StorageControl {
}
