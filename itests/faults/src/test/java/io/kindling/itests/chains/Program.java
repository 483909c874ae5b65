package io.kindling.itests.chains;

import io.kindling.api.KindlingContext;
import io.kindling.api.Rdd;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program as it is made: the data sets so far, and its text. */
final class Program {

    private static final Pattern OPERATION = Pattern.compile("(?:\\.|: |then )(\\w+)");
    private static final int MOST_RECORDS = 2_000;

    final KindlingContext context;
    private final Settings settings;
    private final List<Node> nodes = new ArrayList<>();
    private final List<String> text = new ArrayList<>();

    Program(final KindlingContext context, final Settings settings) {
        this.context = context;
        this.settings = settings;
    }

    Settings settings() {
        return settings;
    }

    /** A data set of the program's, with the operation that makes it. */
    Node node(final Node in, final String operation, final Rdd<?> rdd, final Model model) {
        return node((in == null ? "context" : in.name()) + "." + operation, Node.plain(rdd), model);
    }

    private Node node(final String operation, final Rdd<Object> rdd, final Model model) {
        final String name = "d" + nodes.size();
        final Node made = new Node(name, rdd, model);
        text.add(name + " = " + operation + "   // " + model.size() + " records" + (model.placed() ? ", placed" : "")
                + (model.sequenced() ? ", in order" : ""));
        nodes.add(made);
        return made;
    }

    /** Counts its operations by their names. */
    void count(final Map<String, Integer> operations) {
        for (final String line : text) {
            final Matcher named = OPERATION.matcher(line);
            while (named.find()) {
                operations.merge(named.group(1), 1, Integer::sum);
            }
        }
    }

    /** Whether executors have lost files or may themselves be lost. */
    boolean hasLosses() {
        return settings.lossy() || text.stream().anyMatch(line -> line.contains("; then "));
    }

    /** Adds a line to the text. */
    void say(final String line) {
        text.add(line);
    }

    /** Any data set made so far, and most often the last. */
    Node any(final SplittableRandom random) {
        return nodes.get(random.nextInt(3) > 0 ? nodes.size() - 1 : random.nextInt(nodes.size()));
    }

    /** Any data set made so far. */
    Node other(final SplittableRandom random) {
        return nodes.get(random.nextInt(nodes.size()));
    }

    /** The same data set if it is small, else a part of it. */
    Node small(final Node in, final int most) {
        Node result = in;
        for (int divisor = 3; result.model().size() > most; divisor = divisor * 2 + 1) {
            final int every = divisor;
            result = node(result, "filter(code % " + every + " == 1)", result.rdd().filter(record -> Values.code(record) % every == 1),
                    result.model().each(record -> Values.code(record) % every == 1 ? one(record) : List.of()));
        }
        return result;
    }

    Node small(final Node in) {
        return small(in, MOST_RECORDS);
    }

    static List<Object> one(final Object record) {
        final List<Object> one = new ArrayList<>();
        one.add(record);
        return one;
    }

    @Override
    public String toString() {
        return String.join("\n", text);
    }
}
