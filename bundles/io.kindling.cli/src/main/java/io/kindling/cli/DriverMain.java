package io.kindling.cli;

import io.kindling.api.KindlingException;
import io.kindling.api.KindlingHealth;
import io.kindling.api.admin.EventLogs;
import io.kindling.api.spi.ContextOpener;
import io.kindling.api.spi.RemoteDrivers;
import io.kindling.deploy.ClassSpaces;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import picocli.CommandLine;

/** What the launcher calls in a driver's process: parses the command line and runs the command. */
@Component(service = ToIntFunction.class, property = "kindling.main=driver")
public final class DriverMain implements ToIntFunction<String[]> {

    private static final long OPENER_MILLIS = 10_000;

    private final WaitingOpener contexts;
    private final CompletableFuture<RemoteDrivers> drivers = new CompletableFuture<>();
    private final CompletableFuture<EventLogs> logs = new CompletableFuture<>();
    private final CommandLine commands;

    @Activate
    public DriverMain(final BundleContext bundle, @Reference final KindlingHealth health, @Reference final ClassSpaces classSpaces) {
        contexts = new WaitingOpener(health, OPENER_MILLIS);
        final ApplicationRunner runner = new ApplicationRunner(new TimeLimit(contexts, TimeLimit::onTimer, System::exit), classSpaces);
        final String home = bundle.getProperty("kindling.home");
        final String version = bundle.getProperty("kindling.runtime.version");
        commands = new CommandLine(new KindlingCommand())
                .addSubcommand(new SubmitCommand(runner))
                .addSubcommand(new RunExampleCommand(runner, bundle, Path.of(home == null ? "." : home)))
                .addSubcommand(new CallCommand(() -> drivers.completeOnTimeout(null, OPENER_MILLIS, TimeUnit.MILLISECONDS).join()))
                .addSubcommand(new EventsCommand(() -> logs.completeOnTimeout(null, OPENER_MILLIS, TimeUnit.MILLISECONDS).join()))
                .addSubcommand(new VersionCommand(version == null ? "unknown" : version))
                .setParameterExceptionHandler(DriverMain::refuse)
                .setExecutionExceptionHandler(DriverMain::explain);
        commands.getSubcommands().values().forEach(c -> c.setStopAtPositional(true));
    }

    /** The opener goes while a cluster manager is replaced; the program must not. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    void addOpener(final ContextOpener opener) {
        contexts.come(opener);
    }

    void removeOpener(final ContextOpener opener) {
        contexts.go(opener);
    }

    /** May come after this: a call waits for it a little. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void addDrivers(final RemoteDrivers found) {
        drivers.complete(found);
    }

    void removeDrivers(final RemoteDrivers gone) {
        // One command runs in this process; the connection that it made says itself when it has ended.
    }

    /** As with drivers. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void addLogs(final EventLogs found) {
        logs.complete(found);
    }

    void removeLogs(final EventLogs gone) {
        // What it has begun to read, it reads to its end.
    }

    @Override
    public int applyAsInt(final String[] arguments) {
        return commands.execute(arguments);
    }

    /** One line: the usage would hide what is wrong. An option that nobody knows comes before an argument that is missing for its sake. */
    private static int refuse(final CommandLine.ParameterException wrong, final String[] arguments) {
        final CommandLine command = wrong.getCommandLine();
        final List<String> unknown = command.getUnmatchedArguments();
        System.err.println("error: " + (unknown.isEmpty() ? wrong.getMessage() : (unknown.get(0).startsWith("-") ? "Unknown option: '" : "Unknown command: '") + unknown.get(0) + "'")
                + "; 'kindling " + (command.getParent() == null ? "" : command.getCommandName() + " ") + "--help' tells what there is");
        return ExitCode.BAD_INPUT;
    }

    /** Bad input and failed applications are told by their message; anything else is our own fault and gets its trace. */
    private static int explain(final Exception failure, final CommandLine command, final CommandLine.ParseResult parsed) {
        if (failure instanceof KindlingException) {
            System.err.println("error: " + failure.getMessage());
            return ExitCode.BAD_INPUT;
        }
        System.err.println("internal error in 'kindling " + command.getCommandName() + "': " + failure);
        failure.printStackTrace(System.err);
        return ExitCode.INTERNAL;
    }
}
