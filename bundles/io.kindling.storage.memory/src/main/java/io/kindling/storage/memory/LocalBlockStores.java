package io.kindling.storage.memory;

import io.kindling.storage.api.BlockStore;
import io.kindling.storage.api.BlockStores;
import io.kindling.storage.api.StoreSetup;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Opens stores that keep blocks in this JVM's memory and in local files. */
@Component(service = BlockStores.class)
public final class LocalBlockStores implements BlockStores {

    /** Starts nothing. */
    @Activate
    public LocalBlockStores() {
        // Nothing to start.
    }

    @Override
    public BlockStore open(final StoreSetup setup) {
        return new LocalBlockStore(setup, FileOpener.over(setup.files().dataFiles()));
    }
}
