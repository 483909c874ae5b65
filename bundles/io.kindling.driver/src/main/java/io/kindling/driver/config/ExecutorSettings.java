package io.kindling.driver.config;

import io.kindling.api.KindlingException;
import io.kindling.cluster.api.ExecutorTarget;
import io.kindling.cluster.api.ResourceProfile;
import io.kindling.common.ByteSize;
import io.kindling.common.config.KeyCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the executors of one application are like.
 *
 * @param target      how many, and what each needs
 * @param javaOptions of their JVMs
 * @param environment variables to set
 * @param localDirs   as configured, perhaps empty
 * @param shuffle     the name of what keeps their map outputs; empty for the usual one
 * @param outlive     whether these outlive them
 */
public record ExecutorSettings(ExecutorTarget target, List<String> javaOptions, Map<String, String> environment, String localDirs, String shuffle,
                               boolean outlive) {

    private static final long LEAST_OVERHEAD = 384L << 20;

    /**
     * Reads a configuration that has been checked.
     *
     * @throws KindlingException if figures contradict each other
     */
    public static ExecutorSettings of(final Map<String, String> configuration) {
        final long heap = DriverKeys.EXECUTOR_MEMORY.read(configuration);
        final Long overhead = DriverKeys.MEMORY_OVERHEAD.read(configuration);
        final Integer cores = DriverKeys.EXECUTOR_CORES.read(configuration);
        final Integer most = DriverKeys.CORES_MAX.read(configuration);
        final Integer instances = DriverKeys.EXECUTOR_INSTANCES.read(configuration);
        if (cores != null && most != null && most < cores) {
            throw new KindlingException(DriverKeys.CORES_MAX.name() + "=" + most + " is less than " + DriverKeys.EXECUTOR_CORES.name()
                    + "=" + cores + ": no executor could ever be started");
        }
        final int cpus = DriverKeys.TASK_CPUS.read(configuration);
        if (cores != null && cores < cpus) {
            throw new KindlingException(DriverKeys.EXECUTOR_CORES.name() + "=" + cores + " is less than " + DriverKeys.TASK_CPUS.name()
                    + "=" + cpus + ": no executor could ever run a task");
        }
        final ResourceProfile profile = new ResourceProfile(cores == null ? 0 : cores, heap,
                (overhead == null ? Math.max(LEAST_OVERHEAD, heap / 10) : overhead) + offHeap(configuration));
        final ExecutorTarget target = new ExecutorTarget(profile, instances == null ? ExecutorTarget.AS_MANY_AS_FIT : instances,
                most == null ? ExecutorTarget.AS_MANY_AS_FIT : most);
        return new ExecutorSettings(target, javaOptions(DriverKeys.JAVA_OPTIONS.read(configuration)), environment(configuration),
                DriverKeys.LOCAL_DIR.read(configuration), configuration.getOrDefault("kindling.shuffle.manager", "").trim(), DriverKeys.SHUFFLE_SERVICE.read(configuration));
    }

    /** What executors keep outside of their heap comes on top of what their process needs anyway; they read the keys themselves. */
    private static long offHeap(final Map<String, String> configuration) {
        return Boolean.parseBoolean(configuration.get("kindling.memory.offHeap.enabled"))
                ? ByteSize.parse(configuration.getOrDefault("kindling.memory.offHeap.size", "0")) : 0;
    }

    private static Map<String, String> environment(final Map<String, String> configuration) {
        final Map<String, String> variables = new TreeMap<>();
        configuration.forEach((key, value) -> {
            if (key.startsWith(KeyCheck.ENVIRONMENT)) {
                variables.put(key.substring(KeyCheck.ENVIRONMENT.length()), value);
            }
        });
        return variables;
    }

    private static List<String> javaOptions(final String text) {
        final List<String> options = split(text);
        for (final String option : options) {
            if (option.startsWith("-Xmx") || option.startsWith("-Xms")) {
                throw new KindlingException(DriverKeys.JAVA_OPTIONS.name() + " must not contain " + option
                        + ": set the heap with " + DriverKeys.EXECUTOR_MEMORY.name());
            }
        }
        return options;
    }

    private static List<String> split(final String text) {
        final List<String> words = new ArrayList<>();
        final StringBuilder word = new StringBuilder();
        boolean begun = false;
        char quote = 0;
        for (final char c : text.toCharArray()) {
            if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
                begun = true;
            } else if (c == quote) {
                quote = 0;
            } else if (quote == 0 && Character.isWhitespace(c)) {
                if (begun) {
                    words.add(word.toString());
                    word.setLength(0);
                    begun = false;
                }
            } else {
                word.append(c);
                begun = true;
            }
        }
        if (quote != 0) {
            throw new KindlingException(DriverKeys.JAVA_OPTIONS.name() + "=" + text + " has a quote " + quote + " that is not closed");
        }
        if (begun) {
            words.add(word.toString());
        }
        return words;
    }

    /** Without options and variables, which may hold secrets of the application. */
    @Override
    public String toString() {
        return "ExecutorSettings[" + target + "]";
    }
}
