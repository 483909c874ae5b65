package io.kindling.cli;

import io.kindling.api.KindlingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code kindling run-example}: submits one of the examples of the distribution. */
@Command(name = "run-example", mixinStandardHelpOptions = true,
        description = "Run an example: word-count [FILE [OUT]], pi [SLICES], log-analysis, hot-swap [UPDATES]. "
                + "Without --master it starts a cluster of two workers on this machine.")
final class RunExampleCommand implements Callable<Integer> {

    private static final String DEFAULT_MASTER = "local-cluster[2,1,1024]";
    private static final Map<String, String> EXAMPLES = new TreeMap<>(Map.of(
            "word-count", "io.kindling.examples.WordCount",
            "pi", "io.kindling.examples.Pi",
            "log-analysis", "io.kindling.examples.LogAnalysis"));

    private static final Map<String, String> BUNDLES = Map.of("hot-swap", "io.kindling.examples.hotswap.jar");

    private final ApplicationRunner runner;
    private final BundleContext framework;
    private final Path home;

    @Mixin
    private ApplicationOptions options = new ApplicationOptions();

    @Parameters(index = "0", paramLabel = "NAME", description = "Which example.")
    private String name;

    @Parameters(index = "1..*", paramLabel = "args", description = "The example's own arguments.")
    private List<String> arguments = new ArrayList<>();

    RunExampleCommand(final ApplicationRunner runner, final BundleContext framework, final Path home) {
        this.runner = runner;
        this.framework = framework;
        this.home = home;
    }

    @Override
    public Integer call() {
        final Path examples = home.resolve("examples");
        options.defaultMaster(DEFAULT_MASTER);
        final Map<String, String> configuration = options.configuration();
        configuration.putIfAbsent("kindling.app.name", name);
        configuration.put("kindling.app.exampleData", examples.resolve("data").toString());
        if (BUNDLES.containsKey(name)) {
            return new BundleExample(framework, examples.resolve(BUNDLES.get(name)), name).run(configuration, arguments);
        }
        final String mainClass = EXAMPLES.get(name);
        if (mainClass == null) {
            throw new KindlingException("There is no example '" + name + "'; there are "
                    + Stream.concat(EXAMPLES.keySet().stream(), BUNDLES.keySet().stream()).sorted().collect(Collectors.joining(", ")));
        }
        final Path jar = examples.resolve("kindling-examples.jar");
        if (!Files.isRegularFile(jar)) {
            throw new KindlingException("The examples are not at " + jar + "; build the distribution with 'mvn package'");
        }
        final List<Path> jars = new ArrayList<>(List.of(jar));
        jars.addAll(options.jars());
        return runner.run(jars, mainClass, arguments, configuration);
    }
}
