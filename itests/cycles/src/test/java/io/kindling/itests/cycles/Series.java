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

    /** Least squares over the second half. */
    double slope(final String what) {
        final List<Snapshot> half = cycles.subList(cycles.size() / 2, cycles.size());
        final double middle = (half.size() - 1) / 2.0;
        double products = 0;
        double squares = 0;
        for (int i = 0; i < half.size(); i++) {
            products += (i - middle) * half.get(i).number(what);
            squares += (i - middle) * (i - middle);
        }
        return squares == 0 ? 0 : products / squares;
    }

    /** How much more there is in the end than in the middle. */
    long growth(final String what) {
        return cycles.get(cycles.size() - 1).number(what) - cycles.get(cycles.size() / 2).number(what);
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
