package org.example.kindling.folder;

import io.kindling.shuffle.ShuffleSession;
import io.kindling.shuffle.ShuffleSetup;
import io.kindling.shuffle.Shuffles;
import java.io.IOException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Chosen by {@code kindling.shuffle.manager=folder}. */
@Component(service = Shuffles.class, property = Shuffles.NAME + "=folder")
public final class FolderShuffles implements Shuffles {

    /** Starts nothing. */
    @Activate
    public FolderShuffles() {
        // Nothing to start.
    }

    @Override
    public ShuffleSession open(final ShuffleSetup setup) throws IOException {
        return new FolderSession(setup);
    }
}
