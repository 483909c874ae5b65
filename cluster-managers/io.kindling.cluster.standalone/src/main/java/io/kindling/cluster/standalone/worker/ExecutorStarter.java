package io.kindling.cluster.standalone.worker;

import io.kindling.cluster.standalone.command.Installation;
import io.kindling.cluster.standalone.message.StartExecutor;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.BiFunction;

/** Starts executor processes. Blocks; used on the worker's file thread. */
final class ExecutorStarter {

    private final BiFunction<String, ProcessBuilder, Process> children;
    private final Installation installation;

    ExecutorStarter(final BiFunction<String, ProcessBuilder, Process> children, final Installation installation) {
        this.children = children;
        this.installation = installation;
    }

    /** The process that was started in a container, running or ended; null if there is none. */
    Process find(final String container) {
        return children.apply(name(container), null);
    }

    /** What the child process of a container is called. */
    static String name(final String container) {
        return "executor/" + container;
    }

    /** Why this launch cannot be carried out here, or null. */
    String refusal(final StartExecutor start) {
        if (installation.home() == null) {
            return "the worker does not know where Kindling is installed; start it with the kindling command";
        }
        if (!installation.version().equals(start.spec().runtimeVersion())) {
            return "the worker runs Kindling " + installation.version() + " and the driver " + start.spec().runtimeVersion()
                    + "; install the same version on both";
        }
        return null;
    }

    /**
     * Starts the process and gives it its bootstrap; its standard input stays open, so that its end tells it of the
     * worker's.
     *
     * @param directory the executor's own
     * @param outputs   see {@link WorkDirectory#outputs}
     */
    Process start(final StartExecutor start, final Path directory, final Path outputs) throws IOException {
        try {
            final Process process = children.apply(name(start.container()), ExecutorCommand.of(start, installation.home(), directory, outputs));
            try {
                final DataOutputStream pipe = new DataOutputStream(process.getOutputStream());
                pipe.writeInt(start.spec().bootstrap().length);
                pipe.write(start.spec().bootstrap());
                pipe.flush();
            } catch (final IOException e) {
                // It has ended before it read all: its exit code and its log say more than the broken pipe does.
                process.destroy();
            }
            return process;
        } catch (final UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
