package io.kindling.shuffle;

import io.kindling.shuffle.fetch.FileShuffleSession;
import java.io.IOException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Map outputs in files, one for each map task attempt. */
@Component(service = Shuffles.class, property = Shuffles.NAME + "=" + FileShuffles.KIND)
public final class FileShuffles implements Shuffles {

    /** The name of this one, which is used unless an application chooses another. */
    public static final String KIND = "files";

    @Activate
    public FileShuffles() {
        // Nothing to start.
    }

    @Override
    public boolean canShare() {
        return true;
    }

    @Override
    public ShuffleSession open(final ShuffleSetup setup) throws IOException {
        return FileShuffleSession.open(setup);
    }
}
