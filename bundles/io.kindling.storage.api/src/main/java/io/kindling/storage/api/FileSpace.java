package io.kindling.storage.api;

import io.kindling.common.files.DataFiles;
import java.io.IOException;
import java.nio.file.Path;
import org.osgi.annotation.versioning.ConsumerType;

/** The local directories of an executor. Thread-safe. */
@ConsumerType
public interface FileSpace {

    /**
     * A path for a new file, in one working directory after the other; nothing is there yet, but the directory is.
     *
     * @throws IOException if no directory works
     */
    Path newFile(String prefix) throws IOException;

    /** Opens files in them, so that an interrupt does not close them: a task that is killed may just read a block of all, or push one out. */
    default DataFiles dataFiles() {
        return DataFiles.STEADY;
    }

    /** A file could not be written or read: its directory is looked at, and left out from now on if it does not work. */
    void failed(Path file, IOException cause);
}
