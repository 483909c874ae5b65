package io.kindling.shell;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Columns below headings, as wide as what is in them; columns of numbers are aligned at the right. */
final class Table {

    private static final String GAP = "  ";

    private final List<String> headings;
    private final List<List<String>> rows = new ArrayList<>();

    Table(final String... headings) {
        this.headings = List.of(headings);
    }

    Table row(final Object... cells) {
        rows.add(List.of(cells).stream().map(cell -> cell.toString().replaceAll("\\s+", " ")).toList());
        return this;
    }

    /** Prints it, or one sentence if there is no row. */
    void print(final PrintWriter out, final String otherwise) {
        if (rows.isEmpty()) {
            out.println(otherwise);
            return;
        }
        line(out, headings);
        rows.forEach(row -> line(out, row));
    }

    private void line(final PrintWriter out, final List<String> cells) {
        final StringBuilder line = new StringBuilder();
        for (int column = 0; column < cells.size(); column++) {
            final String cell = cells.get(column);
            final String space = " ".repeat(width(column) - cell.length());
            line.append(column == 0 ? "" : GAP).append(isNumeric(column) ? space + cell : cell + space);
        }
        out.println(line.toString().stripTrailing());
    }

    private int width(final int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).reduce(headings.get(column).length(), Math::max);
    }

    private boolean isNumeric(final int column) {
        return rows.stream().allMatch(row -> row.get(column).matches("-?\\d+"));
    }
}
