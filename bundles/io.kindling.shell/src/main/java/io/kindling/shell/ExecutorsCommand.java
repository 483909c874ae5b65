package io.kindling.shell;

import io.kindling.api.admin.ExecutorStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kindling:executors}. */
@Command(name = "kindling:executors", description = "List the executors of an application: those that there are and the last that have ended.")
final class ExecutorsCommand implements Runnable {

    private final Services services;

    @Spec
    private CommandSpec spec;

    @Mixin
    private HelpOption help;

    @Parameters(arity = "0..1", paramLabel = "APP", description = "An application's id or name; not needed if only one is running.")
    private String application;

    ExecutorsCommand(final Services services) {
        this.services = services;
    }

    @Override
    public void run() {
        final Table table = new Table("EXECUTOR", "HOST", "PROCESS", "STATE", "SLOTS", "RUNNING", "MANAGER", "MASTER", "SINCE", "REASON");
        for (final ExecutorStatus executor : services.applications().executors(services.application(application))) {
            table.row(executor.executor(), Texts.orDash(executor.host()), executor.process() == 0 ? "-" : executor.process(), executor.state(),
                    executor.slots(), executor.running(), Texts.orDash(executor.manager()), Texts.orDash(executor.masterUrl()),
                    Texts.time(executor.since()), Texts.orDash(executor.text()));
        }
        table.print(spec.commandLine().getOut(), "The application has had no executor yet.");
    }
}
