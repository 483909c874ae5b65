package io.kindling.cluster.standalone.worker;

import io.kindling.cluster.api.ExecutorLaunchSpec;
import io.kindling.cluster.standalone.message.StartExecutor;
import io.kindling.common.RuntimeCommand;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The command line and the environment of an executor. Pure. */
final class ExecutorCommand {

    private static final Pattern SECRET = Pattern.compile("secret|passw|passphrase|pgpass|token|credential|private|(access|api)[._-]?key|ssh_auth_sock");
    private static final Pattern COLLECTOR = Pattern.compile("-XX:\\+Use\\w+GC");
    private static final long LEAST_DIRECT_MEMORY = 64L << 20;

    private ExecutorCommand() {
    }

    /** A process with this command, in this directory, with its output in files there; without secrets in its arguments. */
    static ProcessBuilder of(final StartExecutor start, final Path home, final Path directory, final Path outputs) {
        final ProcessBuilder builder = new ProcessBuilder(arguments(start, home, directory, outputs));
        builder.directory(directory.toFile());
        builder.redirectOutput(directory.resolve("stdout").toFile());
        builder.redirectError(directory.resolve("stderr").toFile());
        scrub(builder.environment());
        builder.environment().putAll(start.spec().environment());
        return builder;
    }

    static List<String> arguments(final StartExecutor start, final Path home, final Path directory, final Path outputs) {
        final ExecutorLaunchSpec spec = start.spec();
        final List<String> options = new ArrayList<>();
        options.add("-Xmx" + spec.profile().heapBytes());
        if (spec.javaOptions().stream().noneMatch(option -> COLLECTOR.matcher(option).matches())) {
            // One core has no use for collecting in parallel; with more, throughput counts here more than pauses.
            options.add(start.cores() <= 1 ? "-XX:+UseSerialGC" : "-XX:+UseParallelGC");
        }
        // By default a full collection leaves a heap of three times what lives in it: a few dozen MB in which tasks collect all the time.
        options.add("-XX:MaxHeapFreeRatio=95");
        options.add("-XX:MaxDirectMemorySize=" + Math.max(LEAST_DIRECT_MEMORY, spec.profile().overheadBytes() / 2));
        options.add("-Djava.io.tmpdir=" + directory.resolve("tmp"));
        options.add("-Dkindling.executor.outputs=" + outputs);
        options.addAll(spec.javaOptions());
        return RuntimeCommand.of(home, options, "executor", List.of());
    }

    /** What the worker was given for itself is not for the application's code. */
    static void scrub(final Map<String, String> environment) {
        environment.keySet().removeIf(name -> SECRET.matcher(name.toLowerCase(Locale.ROOT)).find());
        // An executor runs its driver's build, whatever the operator of the worker updates.
        environment.remove("KINDLING_UPDATES");
    }
}
