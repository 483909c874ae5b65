package io.kindling.itests.cycles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The measurements of all cycles of one kind, and whether they are flat. */
final class Series {

    /**
     * KiB a cycle over the second half. An application that is not let go costs {@value #LEAK_KIB} KiB or more, see
     * NoticesLeaksIT; a fifth of it is far from that, and above what the JVM's own ways add in few cycles.
     */
    static final double STEEPEST = 16;
    /** The least that one application's classes take up in metaspace. */
    static final double LEAK_KIB = 64;

    private final String name;
    private final List<Snapshot> cycles = new ArrayList<>();

    Series(final String name) {
        this.name = name;
    }

    void add(final Snapshot snapshot) {
        cycles.add(snapshot);
    }

    /** Least squares over the second half, but for its largest rise. */
    double slope(final String what) {
        final long[] half = secondHalf(what);
        final double middle = (half.length - 1) / 2.0;
        double products = 0;
        double squares = 0;
        for (int i = 0; i < half.length; i++) {
            products += (i - middle) * half[i];
            squares += (i - middle) * (i - middle);
        }
        return squares == 0 ? 0 : products / squares;
    }

    /** How much more there is in the end than in the middle, but for the largest rise from one cycle to the next. */
    long growth(final String what) {
        final long[] half = secondHalf(what);
        return half[half.length - 1] - half[0];
    }

    /** The largest rise is taken out: what is loaded when a path is taken for the first time is no leak, however late that is. What leaks rises again. */
    private long[] secondHalf(final String what) {
        final long[] half = cycles.stream().skip(cycles.size() / 2).mapToLong(cycle -> cycle.number(what)).toArray();
        int at = 0;
        for (int i = 1; i < half.length; i++) {
            at = at == 0 || half[i] - half[i - 1] > half[at] - half[at - 1] ? i : at;
        }
        final long rise = at == 0 ? 0 : Math.max(0, half[at] - half[at - 1]);
        for (int i = at; rise > 0 && i < half.length; i++) {
            half[i] -= rise;
        }
        return half;
    }

    /** Writes a table with a line for each cycle; the same name each time. */
    Path write() throws IOException {
        final List<String> columns = cycles.get(0).numbers().keySet().stream().toList();
        final Path file = Path.of(System.getProperty("kindling.test.results")).resolve(name + ".csv");
        Files.createDirectories(file.getParent());
        final Stream<String> lines = cycles.stream().map(cycle -> (cycles.indexOf(cycle) + 1) + ","
                + columns.stream().map(column -> Long.toString(cycle.number(column))).collect(Collectors.joining(",")));
        return Files.write(file, Stream.concat(Stream.of("cycle," + String.join(",", columns)), lines).toList());
    }
}
