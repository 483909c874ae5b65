package io.kindling.shell;

import io.kindling.api.KindlingException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** Runs one command once: what goes wrong becomes one sentence on the error stream. */
final class CommandRun {

    static final int FAILED = 1;
    static final int BAD_USAGE = 2;

    private static final Logger LOG = LoggerFactory.getLogger(CommandRun.class);
    private static final int WIDTH = 120;

    private CommandRun() {
    }

    /** The exit code: 0, or one of the above. */
    static int run(final Object command, final PrintStream out, final PrintStream err, final String... arguments) {
        final PrintWriter errors = new PrintWriter(err, true, StandardCharsets.UTF_8);
        final PrintWriter output = new PrintWriter(out, false, StandardCharsets.UTF_8);
        try {
            return new CommandLine(command)
                    .setOut(output)
                    .setErr(errors)
                    .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                    .setUsageHelpWidth(WIDTH)
                    .setParameterExceptionHandler((wrong, args) -> {
                        errors.println("error: " + wrong.getMessage() + "; '" + wrong.getCommandLine().getCommandName() + " --help' tells what it takes");
                        return BAD_USAGE;
                    })
                    .setExecutionExceptionHandler((failure, line, parsed) -> {
                        errors.println("error: " + sentence(failure, line.getCommandName()));
                        return FAILED;
                    })
                    .execute(arguments);
        } finally {
            output.flush();
        }
    }

    private static String sentence(final Exception failure, final String command) {
        if (failure instanceof KindlingException) {
            return failure.getMessage();
        }
        LOG.error("{} failed", command, failure);
        return command + " failed: " + failure + "; the log has more";
    }
}
