package io.kindling.cluster.standalone.command;

import java.util.Arrays;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** Runs a command line: exit code 0 for a good end, 1 for a failure, 2 for wrong usage; messages on standard error. */
public final class CommandRun {

    private static final Logger LOG = LoggerFactory.getLogger(CommandRun.class);
    private static final int USAGE = 2;

    private CommandRun() {
    }

    /**
     * Blocks until the command has ended.
     *
     * @param name what the command is called; it may stand first in {@code argv}
     */
    public static int run(final String name, final Callable<Integer> command, final String[] argv) {
        final String[] arguments = argv.length > 0 && argv[0].equals(name) ? Arrays.copyOfRange(argv, 1, argv.length) : argv;
        return new CommandLine(command)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((e, given) -> {
                    e.getCommandLine().getErr().println("error: " + e.getMessage() + "; 'kindling " + name + " --help' tells what there is");
                    return USAGE;
                })
                .setExecutionExceptionHandler((e, line, parsed) -> {
                    if (e instanceof CommandFailure failure) {
                        line.getErr().println("error: " + e.getMessage());
                        return failure.exitCode();
                    } else {
                        LOG.error("The command has failed", e);
                        line.getErr().println("internal error in 'kindling " + name + "': " + e);
                    }
                    return line.getCommandSpec().exitCodeOnExecutionException();
                })
                .execute(arguments);
    }
}
