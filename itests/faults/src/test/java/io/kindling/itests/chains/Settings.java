package io.kindling.itests.chains;

import java.nio.file.Path;

/**
 * How programs are to be made.
 *
 * @param folder for files that programs write
 * @param local  where executors keep their files
 * @param flaky  the chance in a thousand that a task of a flaky step fails
 * @param lossy  whether executors are killed meanwhile
 */
record Settings(Path folder, Path local, int flaky, boolean lossy) {
}
