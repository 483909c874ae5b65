package io.kindling.shell;

import io.kindling.api.admin.ClusterManagerStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code kindling:managers}. */
@Command(name = "kindling:managers", description = "List the cluster managers that applications can be started on now.")
final class ManagersCommand implements Runnable {

    private final Services services;

    @Spec
    private CommandSpec spec;

    @Mixin
    private HelpOption help;

    ManagersCommand(final Services services) {
        this.services = services;
    }

    @Override
    public void run() {
        final Table table = new Table("NAME", "MASTER URLS", "BUNDLE", "VERSION", "APPLICATIONS");
        for (final ClusterManagerStatus manager : services.applications().clusterManagers()) {
            table.row(manager.name(), manager.masterUrls(), Texts.orDash(manager.bundle()), Texts.orDash(manager.version()), manager.applications());
        }
        table.print(spec.commandLine().getOut(), "No cluster manager is here: start io.kindling.cluster.local, io.kindling.cluster.standalone or another adapter.");
    }
}
