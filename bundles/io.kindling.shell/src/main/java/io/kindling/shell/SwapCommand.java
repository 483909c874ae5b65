package io.kindling.shell;

import io.kindling.api.admin.ClusterStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kindling:swap}. */
@Command(name = "kindling:swap", description = {"Move a running application to another cluster.",
        "New executors come from there, the old ones get no new tasks, hand their map outputs over and end. No task fails by it. "
                + "If the cluster cannot be reached, the application stays where it is."})
final class SwapCommand implements Runnable {

    private final Services services;

    @Spec
    private CommandSpec spec;

    @Mixin
    private HelpOption help;

    @Parameters(index = "0", paramLabel = "APP", description = "The application's id or name.")
    private String application;

    @Parameters(index = "1", paramLabel = "MASTER_URL", description = "Where to; put '' around it if it has brackets.")
    private String masterUrl;

    SwapCommand(final Services services) {
        this.services = services;
    }

    @Override
    public void run() {
        final String id = services.application(application);
        services.applications().move(id, masterUrl);
        final ClusterStatus cluster = services.applications().find(id).cluster();
        spec.commandLine().getOut().println("Application " + id + " is at " + cluster.masterUrl() + " (" + cluster.manager() + " " + cluster.version()
                + "): " + cluster.text());
    }
}
