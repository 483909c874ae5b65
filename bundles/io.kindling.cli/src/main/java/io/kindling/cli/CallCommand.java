package io.kindling.cli;

import io.kindling.api.KindlingException;
import io.kindling.api.RemoteDriver;
import io.kindling.api.spi.RemoteDrivers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kindling call}. */
@Command(name = "call", mixinStandardHelpOptions = true, description = "Call an operation that a driver serves, perhaps far away, and print its result. Without an operation, list what there is.")
final class CallCommand implements Callable<Integer> {

    private final Supplier<RemoteDrivers> drivers;

    @Spec
    private CommandSpec spec;

    @Option(names = "--ticket", required = true, paramLabel = "FILE", description = "The file that the driver wrote, or a copy that only you can read.")
    private Path ticket;

    @Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "3600", description = "How long to wait for the result; ${DEFAULT-VALUE} if not given.")
    private int seconds;

    @Parameters(index = "0", arity = "0..1", paramLabel = "OPERATION", description = "The operation's name.")
    private String operation;

    @Parameters(index = "1", arity = "0..1", paramLabel = "ARGUMENT", defaultValue = "", description = "What it is told.")
    private String argument;

    CallCommand(final Supplier<RemoteDrivers> drivers) {
        this.drivers = drivers;
    }

    @Override
    public Integer call() {
        final RemoteDrivers found = drivers.get();
        if (found == null) {
            throw new KindlingException("Nothing here calls drivers: the bundle io.kindling.calls is not among this runtime's");
        }
        try (RemoteDriver driver = found.connect(ticket)) {
            if (operation == null) {
                driver.operations().forEach(spec.commandLine().getOut()::println);
            } else {
                spec.commandLine().getOut().println(driver.call(operation, argument, Duration.ofSeconds(seconds)));
            }
        }
        return ExitCode.OK;
    }
}
