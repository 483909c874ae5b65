package io.kindling.bench;

import io.kindling.api.KindlingConf;
import io.kindling.api.KindlingContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs one workload and prints one line: workload, engine, mode, median seconds of the warm runs, checksum, notes.
 * {@code Bench WORKLOAD MODE}, with {@code -Dbench.data}, {@code -Dbench.runs} and {@code -Dbench.t0} (when the shell
 * started, in epoch milliseconds) as {@code --conf kindling.app.data}, {@code .runs}, {@code .t0}.
 */
public final class Bench {

    /** Several times the input. */
    private static final Pattern SIZED = Pattern.compile("(w1|w1s|w3)x(\\d+)");

    private final String workload;
    private final String mode;
    private final long launchedMillis = Long.getLong("kindling.app.t0",
            ProcessHandle.current().info().startInstant().orElseThrow().toEpochMilli());
    private final StringBuilder notes = new StringBuilder();
    private final Set<Long> processes = new LinkedHashSet<>(List.of(ProcessHandle.current().pid()));

    private Bench(final String workload, final String mode) {
        this.workload = workload;
        this.mode = mode;
    }

    public static void main(final String[] args) throws Exception {
        final Bench bench = new Bench(args[0], args[1]);
        try (KindlingContext context = new KindlingContext(new KindlingConf().setAppName("bench-" + args[0]))) {
            bench.run(context);
        }
    }

    private void run(final KindlingContext context) throws Exception {
        final Workloads workloads = new Workloads(context, System.getProperty("kindling.app.data"));
        if (workload.equals("s3")) {
            note("context", sinceLaunch());
            final long count = context.parallelize(List.of(1, 2), 2).count();
            final double first = sinceLaunch();
            processes.addAll(workloads.executorProcesses());
            print(first, Long.toString(count));
            return;
        }
        processes.addAll(workloads.executorProcesses());
        final Matcher sized = SIZED.matcher(workload);
        final int times = sized.matches() ? Integer.parseInt(sized.group(2)) : 1;
        final String name = sized.matches() ? sized.group(1) : workload;
        switch (name) {
            case "w1", "w1s" -> time(() -> workloads.wordCount(name, times));
            case "w2" -> time(workloads::sort);
            case "w3" -> time(() -> workloads.sumByKey(times));
            case "w4" -> time(workloads::join);
            case "s1" -> time(workloads::emptyTasks);
            case "s2" -> smallJobs(workloads);
            default -> throw new IllegalArgumentException("There is no workload " + workload + "; there are w1 w1s w2 w3 w4 s1 s2 s3, w1xN w1sxN w3xN");
        }
    }

    private void time(final Callable<String> body) throws Exception {
        final int runs = Integer.getInteger("kindling.app.runs", 3);
        final List<Double> seconds = new ArrayList<>();
        final List<Double> cpu = new ArrayList<>();
        String checksum = null;
        for (int i = 0; i <= runs; i++) {
            System.gc();
            final double cpuBefore = ProcessFigures.cpuSeconds(processes);
            final long start = System.nanoTime();
            final String result = body.call();
            seconds.add((System.nanoTime() - start) / 1e9);
            cpu.add(ProcessFigures.cpuSeconds(processes) - cpuBefore);
            if (i == 0) {
                note("coldProcess", sinceLaunch());
            }
            if (checksum != null && !checksum.equals(result)) {
                throw new IllegalStateException("The checksum changed from " + checksum + " to " + result);
            }
            checksum = result;
        }
        note("firstRun", seconds.get(0));
        note("runs", seconds.toString().replaceAll("(\\d\\.\\d{3})\\d*", "$1").replace(" ", ""));
        note("firstCpu", cpu.get(0));
        note("warmCpu", median(cpu));
        print(median(seconds), checksum);
    }

    private void smallJobs(final Workloads workloads) {
        final int warmUp = 200;
        final double[] millis = new double[Workloads.SMALL_JOBS];
        double cpuBefore = 0;
        for (int k = -warmUp; k < millis.length; k++) {
            if (k == 0) {
                cpuBefore = ProcessFigures.cpuSeconds(processes);
            }
            final long start = System.nanoTime();
            workloads.smallJob();
            if (k >= 0) {
                millis[k] = (System.nanoTime() - start) / 1e6;
            }
        }
        note("cpuMsPerJob", (ProcessFigures.cpuSeconds(processes) - cpuBefore) * 1e3 / millis.length);
        double total = 0;
        for (final double m : millis) {
            total += m;
        }
        java.util.Arrays.sort(millis);
        note("p50ms", millis[millis.length / 2]);
        note("p99ms", millis[(int) (millis.length * 0.99)]);
        print(total / 1e3, Integer.toString(millis.length));
    }

    private static double median(final List<Double> all) {
        final List<Double> warm = new ArrayList<>(all.size() > 1 ? all.subList(1, all.size()) : all);
        Collections.sort(warm);
        return warm.get(warm.size() / 2);
    }

    private double sinceLaunch() {
        return (System.currentTimeMillis() - launchedMillis) / 1e3;
    }

    private void note(final String key, final Object value) {
        notes.append(' ').append(key).append('=')
                .append(value instanceof Double d ? String.format(Locale.ROOT, "%.3f", d) : value.toString());
    }

    private void print(final double seconds, final String checksum) {
        System.out.printf(Locale.ROOT, "%s kindling %s %.3f %s %dMB%s%n", workload, mode, seconds, checksum,
                ProcessFigures.peakResidentKib(processes) / 1024, notes);
    }
}
