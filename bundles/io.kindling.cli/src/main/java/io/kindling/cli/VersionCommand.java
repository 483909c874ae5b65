package io.kindling.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code kindling version}. */
@Command(name = "version", mixinStandardHelpOptions = true, description = "Print the version of the runtime and of Java.")
final class VersionCommand implements Callable<Integer> {

    private final String version;

    VersionCommand(final String version) {
        this.version = version;
    }

    @Override
    public Integer call() {
        System.out.println("Kindling " + version + ", Java " + Runtime.version());
        return ExitCode.OK;
    }
}
