package io.kindling.itests.cycles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Draws the tables of all series: one picture, a panel for each measure, a line for each table. {@code Chart OUT.svg TABLE.csv ...} */
public final class Chart {

    private static final List<String> MEASURES = List.of(Snapshot.METASPACE_USED, Snapshot.CLASSES, Snapshot.LOADERS, Snapshot.THREADS, Snapshot.DESCRIPTORS);
    private static final List<String> COLOURS = List.of("#1f5fa8", "#c0561f", "#2f8f4e", "#7a4fa3");
    private static final int LEFT = 60;
    private static final int TOP = 50;
    private static final int WIDTH = 780;
    private static final int HEIGHT = 110;
    private static final int STEP = 160;

    private Chart() {
    }

    public static void main(final String[] arguments) throws IOException {
        final List<Path> tables = Arrays.stream(arguments).skip(1).map(Path::of).toList();
        final StringBuilder svg = new StringBuilder();
        svg.append(String.format(Locale.ROOT, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" font-size=\"12\">%n",
                LEFT + WIDTH + 40, TOP + MEASURES.size() * STEP));
        svg.append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
        for (int i = 0; i < tables.size(); i++) {
            final String name = tables.get(i).getFileName().toString().replace(".csv", "");
            svg.append(text(LEFT + 110 * i, 20, name, COLOURS.get(i)));
        }
        for (int i = 0; i < MEASURES.size(); i++) {
            panel(svg, TOP + i * STEP, MEASURES.get(i), tables);
        }
        Files.writeString(Path.of(arguments[0]), svg.append("</svg>\n"));
    }

    private static void panel(final StringBuilder svg, final int top, final String measure, final List<Path> tables) throws IOException {
        final List<long[]> lines = new ArrayList<>();
        for (final Path table : tables) {
            lines.add(column(Files.readAllLines(table), measure));
        }
        final double most = Math.max(1, 1.1 * lines.stream().flatMapToLong(Arrays::stream).max().orElse(1));
        svg.append(text(LEFT, top + 12, measure + ", from 0 to " + Math.round(most), "black"));
        svg.append(String.format(Locale.ROOT, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"none\" stroke=\"#999\"/>%n", LEFT, top + 18, WIDTH, HEIGHT));
        for (int i = 0; i < lines.size(); i++) {
            final long[] line = lines.get(i);
            svg.append("<polyline fill=\"none\" stroke-width=\"1.5\" stroke=\"").append(COLOURS.get(i)).append("\" points=\"");
            for (int x = 0; x < line.length; x++) {
                svg.append(String.format(Locale.ROOT, "%.1f,%.1f ", LEFT + WIDTH * x / Math.max(1.0, line.length - 1), top + 18 + HEIGHT * (1 - line[x] / most)));
            }
            svg.append("\"/>\n");
        }
        svg.append(text(LEFT, top + 18 + HEIGHT + 14, "1", "#555"));
        svg.append(text(LEFT + WIDTH - 70, top + 18 + HEIGHT + 14, lines.get(0).length + " rounds", "#555"));
    }

    private static String text(final int x, final int y, final String words, final String colour) {
        return String.format(Locale.ROOT, "<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>%n", x, y, colour, words);
    }

    private static long[] column(final List<String> table, final String name) {
        final int index = Arrays.asList(table.get(0).split(",")).indexOf(name);
        return table.stream().skip(1).mapToLong(line -> Long.parseLong(line.split(",")[index])).toArray();
    }
}
