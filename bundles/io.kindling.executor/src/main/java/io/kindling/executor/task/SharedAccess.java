package io.kindling.executor.task;

import io.kindling.api.spi.BroadcastBackend;
import java.nio.file.Path;

/** What the attempts of one version of the code share of what the driver has given them: broadcast values and files. Thread-safe; blocks while it fetches. */
public interface SharedAccess {

    /** The value of a broadcast that came with a function; nothing is fetched before it is asked for. */
    <T> BroadcastBackend<T> broadcast(long id, String content);

    /**
     * A file that the driver has added.
     *
     * @param session for which one, the application's first is 0
     */
    Path file(int session, String name);

    /** The directory with all that were added for a session. */
    Path filesDirectory(int session);
}
