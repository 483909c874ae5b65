package io.kindling.itests.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The distribution under test, as it is after its installation: with its archive of classes. Otherwise a master or worker would have it made, by a
 * child process that lives for as long as a busy machine makes it, while tests look at which processes there are.
 */
final class Installation {

    private static final Installation PREPARED = new Installation(Path.of(System.getProperty("test.distribution")));

    private final Path home;

    private Installation(final Path home) {
        this.home = home;
        try {
            final Process process = new ProcessBuilder(home.resolve("bin/kindling").toString(), "prepare").redirectErrorStream(true).start();
            final String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(home + "/bin/kindling prepare: " + said);
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        } catch (final InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static Path home() {
        return PREPARED.home;
    }
}
