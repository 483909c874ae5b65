package io.kindling.itests.application;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Where tasks of two applications meet: both have to be there at once. Runs on executors. */
public final class Meeting {

    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(45);
    private static final long LOOK_MILLIS = 10;

    private Meeting() {
    }

    /** Makes the first of two files, waits for the second, and says which process that was. */
    static String meet(final String files) throws IOException, InterruptedException {
        final Path mine = Path.of(files.split(",")[0]);
        final Path theirs = Path.of(files.split(",")[1]);
        Files.writeString(mine, "here");
        final long begin = System.nanoTime();
        while (!Files.exists(theirs)) {
            if (System.nanoTime() - begin > LIMIT_NANOS) {
                throw new IOException(theirs + " does not come");
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        return Long.toString(ProcessHandle.current().pid());
    }
}
