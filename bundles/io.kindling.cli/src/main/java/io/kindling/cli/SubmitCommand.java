package io.kindling.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kindling submit}: runs an application's main in this process, the driver. */
@Command(name = "submit", mixinStandardHelpOptions = true,
        description = "Run an application: its main in this process, its tasks on executors.")
final class SubmitCommand implements Callable<Integer> {

    private final ApplicationRunner runner;

    @Mixin
    private ApplicationOptions options = new ApplicationOptions();

    @Option(names = "--class", paramLabel = "CLASS", description = "The main class; the JAR's Main-Class if not given.")
    private String mainClass;

    @Parameters(index = "0", paramLabel = "app.jar", description = "The application.")
    private Path application;

    @Parameters(index = "1..*", paramLabel = "args", description = "The application's own arguments.")
    private List<String> arguments = new ArrayList<>();

    SubmitCommand(final ApplicationRunner runner) {
        this.runner = runner;
    }

    @Override
    public Integer call() {
        final List<Path> jars = new ArrayList<>(List.of(application));
        jars.addAll(options.jars());
        return runner.run(jars, mainClass, arguments, options.configuration());
    }
}
