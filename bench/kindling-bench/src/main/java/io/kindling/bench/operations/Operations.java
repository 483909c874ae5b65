package io.kindling.bench.operations;

import com.sun.management.OperatingSystemMXBean;
import io.kindling.api.KindlingConf;
import io.kindling.api.KindlingContext;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Runs operations in this process, each three times, and prints a line for each in the form of {@code bench/run.sh}; seconds and CPU
 * seconds are the less of the second and the third. {@code Operations ENGINE TEXT [OPERATION...]}: all if none is named.
 */
public final class Operations {

    private static final int RUNS = 3;
    private static final OperatingSystemMXBean SYSTEM = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final String engine;
    private final Map<String, Operation> operations = new LinkedHashMap<>();

    private Operations(final String engine, final Input in) {
        this.engine = engine;
        new Groups(in).addTo(operations);
        new Joins(in).addTo(operations);
        new Sorts(in).addTo(operations);
        new Iterations(in).addTo(operations);
        new Storing(in).addTo(operations);
        new Summaries(in).addTo(operations);
        new Values(in).addTo(operations);
        new Reshapes(in).addTo(operations);
    }

    public static void main(final String[] args) throws Exception {
        try (KindlingContext context = new KindlingContext(new KindlingConf().setAppName("operations"))) {
            final Input in = new Input(context, args[1]);
            final Operations all = new Operations(args[0], in);
            final List<String> named = Arrays.asList(args).subList(2, args.length);
            for (final String name : named.isEmpty() ? all.operations.keySet() : named) {
                all.measure(name);
            }
            delete(in.made());
        }
    }

    private void measure(final String name) {
        final Operation operation = operations.get(name);
        if (operation == null) {
            throw new IllegalArgumentException("No operation " + name + "; there are " + operations.keySet());
        }
        final double[] wall = new double[RUNS];
        final double[] cpu = new double[RUNS];
        long result = 0;
        try {
            for (int run = 0; run < RUNS; run++) {
                System.gc();
                final long start = System.nanoTime();
                final long used = SYSTEM.getProcessCpuTime();
                final long found = operation.run();
                if (run > 0 && found != result) {
                    throw new IllegalStateException(result + " in one run, " + found + " in the next");
                }
                result = found;
                wall[run] = (System.nanoTime() - start) / 1e9;
                cpu[run] = (SYSTEM.getProcessCpuTime() - used) / 1e9;
            }
        } catch (final Exception e) {
            System.out.println(name + " " + engine + " local FAILED " + e);
            return;
        }
        System.out.printf(Locale.ROOT, "%s %s local %.3f %d 0MB firstRun=%.3f firstCpu=%.3f warmCpu=%.3f%n", name, engine,
                Math.min(wall[1], wall[2]), result, wall[0], cpu[0], Math.min(cpu[1], cpu[2]));
    }

    private static void delete(final Path directory) throws IOException {
        try (Stream<Path> made = Files.walk(directory)) {
            made.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        }
    }
}
