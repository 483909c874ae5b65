package io.kindling.shell;

import io.kindling.api.admin.ApplicationStatus;
import io.kindling.api.admin.ClusterStatus;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kindling:apps}. */
@Command(name = "kindling:apps", description = "List the applications whose drivers are in this container, or tell all about one.")
final class AppsCommand implements Runnable {

    private final Services services;

    @Spec
    private CommandSpec spec;

    @Mixin
    private HelpOption help;

    @Parameters(arity = "0..1", paramLabel = "APP", description = "An application's id or name.")
    private String application;

    AppsCommand(final Services services) {
        this.services = services;
    }

    @Override
    public void run() {
        final PrintWriter out = spec.commandLine().getOut();
        if (application != null) {
            tell(services.applications().find(application), out);
            return;
        }
        final Table table = new Table("ID", "NAME", "STATE", "MASTER", "CLUSTER", "JOBS", "EXECUTORS", "SLOTS", "FAILED TASKS", "STARTED");
        for (final ApplicationStatus each : services.applications().list()) {
            final ClusterStatus cluster = each.cluster();
            table.row(each.id(), each.name(), each.state(), cluster.masterUrl(),
                    cluster.state() == ClusterStatus.State.PRESENT ? "PRESENT" : cluster.state() + " since " + Texts.time(cluster.since()),
                    each.activeJobs(), each.executors(), each.slots(), each.failedTasks(), Texts.time(each.started()));
        }
        table.print(out, "No application is running.");
    }

    private static void tell(final ApplicationStatus application, final PrintWriter out) {
        final ClusterStatus cluster = application.cluster();
        out.println("id:              " + application.id());
        out.println("name:            " + application.name());
        out.println("owner:           " + (application.owner().isEmpty() ? "no bundle" : application.owner()));
        out.println("state:           " + application.state());
        out.println("started:         " + Texts.time(application.started()));
        out.println("master:          " + cluster.masterUrl());
        out.println("cluster manager: " + cluster.manager() + " " + cluster.version());
        out.println("cluster:         " + cluster.state() + " since " + Texts.time(cluster.since()) + ": " + cluster.text());
        out.println("active jobs:     " + application.activeJobs());
        out.println("executors:       " + application.executors() + " with " + application.slots() + " slots");
        out.println("failed tasks:    " + application.failedTasks());
    }
}
