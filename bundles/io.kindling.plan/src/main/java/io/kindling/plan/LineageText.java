package io.kindling.plan;

import io.kindling.protocol.stage.Operator;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Lineage as text, in the form that Spark's users know: a data set a line, what it is made of below, indented at each shuffle. Pure. */
public final class LineageText {

    private static final int MOST_LINES = 10_000;
    private static final Pattern LAST_BAR = Pattern.compile("\\|\\s+$");

    private LineageText() {
    }

    /** @param kept how a data set is kept, e.g. {@code Memory Deserialized 1x Replicated}; empty if it is not */
    public static String of(final RddNode node, final Function<RddNode, String> kept) {
        final StringBuilder text = new StringBuilder();
        final Deque<Line> open = new ArrayDeque<>();
        final String count = "(" + node.partitions() + ")";
        text.append(count).append(' ').append(self(node, kept));
        push(open, node, " ".repeat((count.length() - 1) / 2) + "|" + " ".repeat(count.length() - (count.length() - 1) / 2));
        for (int lines = 1; !open.isEmpty(); lines++) {
            if (lines == MOST_LINES) {
                return text.append("\n... and more").toString();
            }
            final Line line = open.pop();
            text.append('\n').append(line.begin).append(self(line.node, kept));
            push(open, line.node, line.below);
        }
        return text.toString();
    }

    private static void push(final Deque<Line> open, final RddNode node, final String prefix) {
        final List<Dependency> dependencies = node.step().dependencies();
        for (int i = dependencies.size() - 1; i >= 0; i--) {
            final RddNode parent = dependencies.get(i).parent();
            if (dependencies.get(i) instanceof ShuffleDependency) {
                final String count = "(" + parent.partitions() + ")";
                final int left = (count.length() - 1) / 2;
                final String here = LAST_BAR.matcher(prefix).replaceAll("");
                open.push(new Line(parent, here + "+-" + count + " ", here + (i == dependencies.size() - 1 ? "  " : "| ") + " ".repeat(left) + "|"
                        + " ".repeat(count.length() - left)));
            } else {
                open.push(new Line(parent, prefix, prefix));
            }
        }
    }

    private static String self(final RddNode node, final Function<RddNode, String> kept) {
        return (node.label() == null ? "" : node.label() + " ") + kind(node.step()) + "[" + node.id() + "] at " + node.name() + " [" + kept.apply(node) + "]";
    }

    private static String kind(final Step step) {
        if (step instanceof Step.Transform transform) {
            final StringBuilder name = new StringBuilder();
            for (final String word : transform.kind().name().split("_")) {
                name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
            }
            return name.append("Rdd").toString();
        } else if (step instanceof Step.Source source) {
            return source(source.operator());
        } else if (step instanceof Step.ShuffleRead) {
            return "ShuffledRdd";
        } else if (step instanceof Step.CoGroup) {
            return "CoGroupedRdd";
        } else if (step instanceof Step.Zip) {
            return "ZippedRdd";
        } else if (step instanceof Step.Coalesce) {
            return "CoalescedRdd";
        } else if (step instanceof Step.Pick) {
            return "PartitionPruningRdd";
        }
        return step.getClass().getSimpleName() + "Rdd";
    }

    private static String source(final Operator operator) {
        final String name = operator.getClass().getSimpleName();
        return (name.endsWith("Source") ? name.substring(0, name.length() - "Source".length()) : name) + "Rdd";
    }

    /**
     * A data set that is still to be written.
     *
     * @param begin of its line
     * @param below where the lines of those begin that it is made of
     */
    private record Line(RddNode node, String begin, String below) {
    }
}
