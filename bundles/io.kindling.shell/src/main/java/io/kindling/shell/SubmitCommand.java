package io.kindling.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Unmatched;

/** {@code kindling:submit}: hands everything to the command of the same name in the bundle io.kindling.cli, which knows more options. */
@Command(name = "kindling:submit", description = {"Run the main of a plain JAR in this container, and its tasks on executors; its output comes here.",
        "Files are looked for from the container's working directory on. Ctrl-C interrupts it. Its System.exit would end the container. "
                + "All other options of 'kindling submit' are taken too."})
final class SubmitCommand implements Callable<Integer> {

    private final Services services;
    private final Submissions submissions;

    @Mixin
    private HelpOption help;

    @Option(names = "--master", paramLabel = "MASTER_URL", description = "Where it runs; put '' around it if it has brackets.")
    private String master;

    @Option(names = "--class", paramLabel = "CLASS", description = "The main class; the JAR's Main-Class if not given.")
    private String mainClass;

    @Option(names = "--name", paramLabel = "NAME", description = "What the application is called.")
    private String name;

    @Option(names = "--conf", paramLabel = "KEY=VALUE", description = "One setting; may be repeated.")
    private List<String> settings = new ArrayList<>();

    @Parameters(arity = "0..*", paramLabel = "app.jar args", description = "The application, and its own arguments.")
    private List<String> words = new ArrayList<>();

    @Unmatched
    private List<String> others = new ArrayList<>();

    private String[] arguments = {};

    SubmitCommand(final Services services, final Submissions submissions) {
        this.services = services;
        this.submissions = submissions;
    }

    /** As they were given: what is parsed here is only for the help and for completion. */
    SubmitCommand with(final String... given) {
        arguments = new String[given.length + 1];
        arguments[0] = "submit";
        System.arraycopy(given, 0, arguments, 1, given.length);
        return this;
    }

    @Override
    public Integer call() {
        final ToIntFunction<String[]> main = services.submit();
        return submissions.run(main, arguments);
    }
}
