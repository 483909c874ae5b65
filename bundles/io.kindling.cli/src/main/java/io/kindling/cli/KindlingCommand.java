package io.kindling.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code kindling} alone: says what there is. */
@Command(name = "kindling", mixinStandardHelpOptions = false, synopsisSubcommandLabel = "COMMAND",
        description = "Cluster computing with executors of your own.",
        footer = {"", "Daemons:",
                "  master       Start a master of the standalone cluster manager (kindling master --help)",
                "  worker       Start a worker of the standalone cluster manager (kindling worker --help)",
                "", "Installation:",
                "  prepare      Make the archive of classes now that starts take a third less time with; a long application makes it otherwise",
                "", "Exit codes: 0 success, 1 the application failed, 2 bad usage or input, 70 internal error;",
                "an application's own System.exit code passes through."})
final class KindlingCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @picocli.CommandLine.Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help and exit.")
    private boolean help;

    @Override
    public Integer call() {
        spec.commandLine().usage(System.err);
        return ExitCode.BAD_INPUT;
    }
}
