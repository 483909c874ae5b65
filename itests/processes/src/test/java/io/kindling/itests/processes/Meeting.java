package io.kindling.itests.processes;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Where tasks wait until so many processes run one of them, so that each executor gets its share.
 *
 * @param folder    a new one for each job
 * @param processes how many
 */
record Meeting(String folder, int processes) implements Serializable {

    private static final long PATIENCE_SECONDS = 60;
    private static final long LOOK_MILLIS = 5;

    /** Called by tasks, as often as one likes. The number of the process. */
    long join() throws IOException, InterruptedException {
        final long pid = ProcessHandle.current().pid();
        final Path mark = Path.of(folder, Long.toString(pid));
        if (!Files.exists(mark)) {
            Files.createFile(mark); // tasks of one slot come one after the other
        }
        final long begin = System.nanoTime();
        while (Path.of(folder).toFile().list().length < processes) {
            if (System.nanoTime() - begin > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
                throw new IllegalStateException("Only " + Path.of(folder).toFile().list().length + " of " + processes + " processes run tasks");
            }
            Thread.sleep(LOOK_MILLIS);
        }
        return pid;
    }
}
