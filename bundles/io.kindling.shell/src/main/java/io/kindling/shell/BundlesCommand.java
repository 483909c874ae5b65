package io.kindling.shell;

import io.kindling.api.admin.ArtifactStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kindling:bundles}. */
@Command(name = "kindling:bundles", description = "List the code that an application has shipped, or would ship, to its executors.")
final class BundlesCommand implements Runnable {

    /** Enough of a hash to tell two builds apart. */
    private static final int SHOWN = 12;

    private final Services services;

    @Spec
    private CommandSpec spec;

    @Mixin
    private HelpOption help;

    @Parameters(arity = "0..1", paramLabel = "APP", description = "An application's id or name; not needed if only one is running.")
    private String application;

    BundlesCommand(final Services services) {
        this.services = services;
    }

    @Override
    public void run() {
        final Table table = new Table("NAME", "VERSION", "KIND", "SIZE", "EXECUTORS", "HASH");
        for (final ArtifactStatus artifact : services.applications().artifacts(services.application(application))) {
            final String hash = artifact.hash();
            table.row(artifact.name(), Texts.orDash(artifact.version()), artifact.kind(), Texts.size(artifact.bytes()), artifact.executors(),
                    hash.substring(0, Math.min(SHOWN, hash.length())));
        }
        table.print(spec.commandLine().getOut(), "The application ships no code: its executors are in this JVM.");
    }
}
