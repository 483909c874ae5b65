package io.kindling.dataflow.run;

import io.kindling.common.files.DataFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Files of the operating system; counts how many are read at a time. */
public final class OpenFiles implements DataFiles {

    private final List<FileChannel> read = new ArrayList<>();
    private int most;

    @Override
    public FileChannel open(final Path file, final OpenOption... options) throws IOException {
        final FileChannel channel = FileChannel.open(file, options);
        if (List.of(options).contains(StandardOpenOption.READ)) {
            read.removeIf(each -> !each.isOpen());
            read.add(channel);
            most = Math.max(most, read.size());
        }
        return channel;
    }

    /** Those that are read now. */
    public int open() {
        read.removeIf(each -> !each.isOpen());
        return read.size();
    }

    /** The most that there were. */
    public int most() {
        return most;
    }
}
