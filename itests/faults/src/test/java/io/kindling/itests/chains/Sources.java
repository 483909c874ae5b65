package io.kindling.itests.chains;

import io.kindling.api.Tuple2;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Where random programs begin. */
final class Sources {

    private Sources() {
    }

    static Node make(final Program program, final SplittableRandom random) {
        return switch (random.nextInt(8)) {
            case 0 -> range(program, random);
            case 1 -> text(program, random);
            case 2, 3 -> pairs(program, random);
            default -> list(program, random);
        };
    }

    /** Often few records, sometimes none, sometimes fewer than partitions. */
    static int size(final SplittableRandom random) {
        return switch (random.nextInt(6)) {
            case 0 -> random.nextInt(3);
            case 1 -> random.nextInt(1_500);
            default -> random.nextInt(60);
        };
    }

    static int partitions(final SplittableRandom random) {
        return switch (random.nextInt(6)) {
            case 0 -> 1;
            case 1 -> 1 + random.nextInt(24);
            default -> 1 + random.nextInt(6);
        };
    }

    static int kind(final SplittableRandom random) {
        return random.nextInt(Values.KINDS + 3) >= Values.KINDS ? Values.MIXED : random.nextInt(Values.KINDS);
    }

    /** Numbers, many of them equal, sometimes nearly all. */
    private static int number(final SplittableRandom random, final int domain, final boolean skewed) {
        return skewed && random.nextInt(10) > 0 ? 1 : random.nextInt(domain) - domain / 4;
    }

    private static Node list(final Program program, final SplittableRandom random) {
        final int size = size(random);
        final int partitions = partitions(random);
        final int kind = kind(random);
        final int domain = 1 + random.nextInt(random.nextBoolean() ? 10 : 1_000);
        final boolean skewed = random.nextInt(4) == 0;
        final List<Object> values = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            values.add(Values.of(kind, number(random, domain, skewed)));
        }
        return program.node(null, "parallelize(" + size + " of kind " + kind + " out of " + domain + (skewed ? ", skewed" : "") + ", " + partitions + ")",
                program.context.parallelize(values, partitions), Model.placed(split(values, partitions)));
    }

    private static Node pairs(final Program program, final SplittableRandom random) {
        final int size = size(random);
        final int partitions = partitions(random);
        final int keys = kind(random);
        final int kind = kind(random);
        final int domain = 1 + random.nextInt(random.nextBoolean() ? 5 : 300);
        final boolean skewed = random.nextInt(4) == 0;
        final List<Tuple2<Object, Object>> pairs = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            pairs.add(new Tuple2<>(Values.of(keys, number(random, domain, skewed)), Values.of(kind, random.nextInt(500))));
        }
        return program.node(null, "parallelizePairs(" + size + " of kinds " + keys + " out of " + domain + (skewed ? ", skewed" : "") + ", " + kind
                + ", " + partitions + ")", program.context.parallelizePairs(pairs, partitions), Model.placed(split(new ArrayList<>(pairs), partitions)));
    }

    private static Node range(final Program program, final SplittableRandom random) {
        final int start = random.nextInt(100) - 50;
        final int step = random.nextBoolean() ? 1 : random.nextBoolean() ? -3 : 7;
        final int end = start + step * size(random);
        final int partitions = partitions(random);
        final List<Object> values = new ArrayList<>();
        for (long x = start; step > 0 ? x < end : x > end; x += step) {
            values.add(x);
        }
        return program.node(null, "range(" + start + ", " + end + ", " + step + ", " + partitions + ")",
                program.context.range(start, end, step, partitions), Model.sequence(values));
    }

    private static Node text(final Program program, final SplittableRandom random) {
        final int size = size(random);
        final int partitions = partitions(random);
        final List<Object> lines = new ArrayList<>();
        final StringBuilder text = new StringBuilder();
        for (int i = 0; i < size; i++) {
            final String line = "word " + "x".repeat(random.nextInt(30)) + random.nextInt(20) + (random.nextInt(9) == 0 ? "\u00fc\u20ac" : "");
            lines.add(line);
            text.append(line).append(i == size - 1 && random.nextBoolean() ? "" : "\n");
        }
        try {
            final Path file = Files.writeString(Files.createTempFile(program.settings().folder(), "lines", ".txt"), text);
            return program.node(null, "textFile(" + size + " lines, " + partitions + ")",
                    program.context.textFile(file.toString(), partitions), Model.sequence(lines));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As a list is spread over partitions. */
    private static List<List<Object>> split(final List<Object> values, final int partitions) {
        final List<List<Object>> parts = new ArrayList<>();
        for (int i = 0; i < partitions; i++) {
            parts.add(new ArrayList<>(values.subList((int) ((long) values.size() * i / partitions), (int) ((long) values.size() * (i + 1) / partitions))));
        }
        return parts;
    }
}
