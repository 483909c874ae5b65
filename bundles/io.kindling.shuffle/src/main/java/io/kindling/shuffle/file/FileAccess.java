package io.kindling.shuffle.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;

/** How files are opened; tests put failing disks here. */
@FunctionalInterface
public interface FileAccess {

    /** Those of the operating system. */
    FileAccess SYSTEM = FileChannel::open;

    /** See {@link FileChannel#open(Path, OpenOption...)}. */
    FileChannel open(Path path, OpenOption... options) throws IOException;
}
