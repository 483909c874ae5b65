package io.kindling.itests.chains;

import io.kindling.itests.kit.Killer;
import java.nio.file.Path;

/**
 * How programs are to be made.
 *
 * @param folder for files that programs write
 * @param local  where executors keep their files
 * @param flaky  the chance in a thousand that a task of a flaky step fails
 * @param killer of executors; null if they are not processes
 */
record Settings(Path folder, Path local, int flaky, Killer killer) {

    /** Whether executors are killed meanwhile. */
    boolean lossy() {
        return killer != null;
    }
}
