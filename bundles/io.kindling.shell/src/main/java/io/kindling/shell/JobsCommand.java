package io.kindling.shell;

import io.kindling.api.admin.JobStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kindling:jobs}. */
@Command(name = "kindling:jobs", description = "List the jobs of an application: those under way and the last that have ended.")
final class JobsCommand implements Runnable {

    private final Services services;

    @Spec
    private CommandSpec spec;

    @Mixin
    private HelpOption help;

    @Parameters(arity = "0..1", paramLabel = "APP", description = "An application's id or name; not needed if only one is running.")
    private String application;

    JobsCommand(final Services services) {
        this.services = services;
    }

    @Override
    public void run() {
        final Table table = new Table("JOB", "NAME", "STATE", "TASKS", "DONE", "STARTED", "TOOK", "FAILURE");
        for (final JobStatus job : services.applications().jobs(services.application(application))) {
            table.row(job.job(), job.name(), job.state(), job.tasks(), job.done(), Texts.time(job.started()), Texts.span(job.took()),
                    Texts.orDash(job.failure()));
        }
        table.print(spec.commandLine().getOut(), "The application has run no job yet.");
    }
}
