package io.kindling.shell;

import io.kindling.api.spi.StageProgress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kindling:stages}. */
@Command(name = "kindling:stages", description = "List the stages of the jobs of an application: those under way and the last that have ended.")
final class StagesCommand implements Runnable {

    private final Services services;

    @Spec
    private CommandSpec spec;

    @Mixin
    private HelpOption help;

    @Parameters(arity = "0..1", paramLabel = "APP", description = "An application's id or name; not needed if only one is running.")
    private String application;

    StagesCommand(final Services services) {
        this.services = services;
    }

    @Override
    public void run() {
        final Table table = new Table("JOB", "STAGE", "ATTEMPT", "NAME", "STATE", "TASKS", "DONE", "RUNNING", "FAILED");
        for (final StageProgress stage : services.applications().stages(services.application(application))) {
            table.row(stage.job(), stage.stage(), stage.attempt(), stage.name(), stage.state(), stage.tasks(), stage.done(), stage.running(),
                    stage.failed());
        }
        table.print(spec.commandLine().getOut(), "The application has run no stage yet.");
    }
}
