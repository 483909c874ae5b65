package io.kindling.shell;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kindling:kill}. */
@Command(name = "kindling:kill", description = "End an application and its executors, or one job of it. Its jobs fail with the reason.")
final class KillCommand implements Runnable {

    private final Services services;

    @Spec
    private CommandSpec spec;

    @Mixin
    private HelpOption help;

    @Option(names = "--reason", paramLabel = "TEXT", description = "What its user is told.", defaultValue = "It was ended with kindling:kill")
    private String reason;

    @Parameters(index = "0", paramLabel = "APP", description = "The application's id or name.")
    private String application;

    @Parameters(index = "1", arity = "0..1", paramLabel = "JOB", description = "The number of one job; the application goes on.")
    private Integer job;

    KillCommand(final Services services) {
        this.services = services;
    }

    @Override
    public void run() {
        final String id = services.application(application);
        if (job == null) {
            services.applications().kill(id, reason);
            spec.commandLine().getOut().println("Application " + id + " has ended.");
        } else {
            services.applications().cancelJob(id, job, reason);
            spec.commandLine().getOut().println("Job " + job + " of application " + id + " has been told to end.");
        }
    }
}
