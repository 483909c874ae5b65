package io.kindling.dataflow.bench;

import io.kindling.api.Tuple2;
import io.kindling.dataflow.JavaStreams;
import io.kindling.dataflow.RawPairs;
import io.kindling.dataflow.RecordCodec;
import io.kindling.dataflow.RecordCodecs;
import io.kindling.dataflow.RecordReader;
import io.kindling.dataflow.RecordWriter;
import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Nanoseconds of CPU a record through the codec, encoding and decoding: the least of many rounds, all kinds taking turns, so that
 * none has the code to itself. Not run by the build. Arguments: how many rounds; a value of {@code kindling.serializer}, if any.
 */
public final class CodecBench {

    private static final int RECORDS = 20_000;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private CodecBench() {
    }

    /** An ordinary class. */
    public static final class Bean implements Serializable {
        private static final long serialVersionUID = 1L;
        private final int id;
        private final String name;
        private final double price;
        private final long at;
        private final List<String> tags;

        public Bean() {
            this(0);
        }

        Bean(final int i) {
            id = i;
            name = "name" + i;
            price = i / 7.0;
            at = i * 1_000_003L;
            tags = new ArrayList<>(List.of("a" + i, "b"));
        }
    }

    /** An ordinary record. */
    public record Point(int x, double y, String name) implements Serializable {
    }

    /** A record of values. */
    public record Event(Instant at, BigDecimal amount, Level level) implements Serializable {
    }

    /** An enum. */
    public enum Level { LOW, HIGH }

    public static void main(final String[] args) {
        final RecordCodec codec = args.length == 1 ? RecordCodecs.create(new JavaStreams())
                : RecordCodecs.factory().create(new JavaStreams(), CodecBench.class.getClassLoader(), Map.of("kindling.serializer", args[1]));
        final Map<String, List<Object>> kinds = kinds();
        final long[] prefixes = {0};
        final Map<String, double[]> best = new LinkedHashMap<>();
        for (int round = 0; round < Integer.parseInt(args[0]); round++) {
            kinds.forEach((name, records) -> {
                final double[] times = best.computeIfAbsent(name, key -> new double[] {1e9, 1e9, 0, records.get(0) instanceof Tuple2<?, ?> ? 1e9 : 0});
                final long start = THREADS.getCurrentThreadCpuTime();
                final byte[] bytes = encode(codec, records);
                final long middle = THREADS.getCurrentThreadCpuTime();
                if (decode(codec, bytes) != records.size()) {
                    throw new AssertionError(name);
                }
                final long end = THREADS.getCurrentThreadCpuTime();
                times[0] = Math.min(times[0], (middle - start) / (double) records.size());
                times[1] = Math.min(times[1], (end - middle) / (double) records.size());
                times[2] = bytes.length / (double) records.size();
                if (times[3] > 0) {
                    final long again = THREADS.getCurrentThreadCpuTime();
                    prefixes[0] += look(codec, bytes);
                    times[3] = Math.min(times[3], (THREADS.getCurrentThreadCpuTime() - again) / (double) records.size());
                }
            });
        }
        best.forEach((name, times) -> System.out.printf("%-16s encode %7.1f ns  decode %7.1f ns  %6.1f bytes  looked at %5.1f ns%n", name, times[0], times[1], times[2], times[3]));
        System.out.println(prefixes[0]);
    }

    private static byte[] encode(final RecordCodec codec, final List<Object> records) {
        final RecordWriter writer = codec.writer();
        if (records.get(0) instanceof Tuple2<?, ?>) {
            for (final Object record : records) {
                final Tuple2<?, ?> pair = (Tuple2<?, ?>) record;
                writer.writePair(pair._1, pair._2);
            }
        } else {
            records.forEach(writer::write);
        }
        return writer.toByteArray();
    }

    /** What a sort does: prefix, and where the pair ends. */
    private static long look(final RecordCodec codec, final byte[] bytes) {
        final RawPairs pairs = codec.pairs(bytes);
        long sum = 0;
        while (pairs.next()) {
            sum += pairs.keyPrefix() + pairs.end();
        }
        return sum;
    }

    private static int decode(final RecordCodec codec, final byte[] bytes) {
        final RecordReader reader = codec.reader(bytes);
        int count = 0;
        while (reader.hasNext()) {
            if (reader.next() != null) {
                count++;
            }
        }
        return count;
    }

    private static Map<String, List<Object>> kinds() {
        final Random random = new Random(1);
        final Map<String, List<Object>> kinds = new LinkedHashMap<>();
        kinds.put("words", make(i -> word(random, 3 + random.nextInt(8))));
        kinds.put("text 100", make(i -> word(random, 100)));
        kinds.put("wide 20", make(i -> word(random, 20) + '\u4e2d'));
        kinds.put("word, int", make(i -> new Tuple2<>(word(random, 6), i % 100)));
        kinds.put("long, double", make(i -> new Tuple2<>(random.nextLong(), random.nextDouble())));
        kinds.put("text 10, 90", make(i -> new Tuple2<>(word(random, 10), word(random, 90))));
        kinds.put("bytes 10, 90", make(i -> new Tuple2<>(new byte[10], new byte[90])));
        kinds.put("int list of 5", make(i -> new ArrayList<>(List.of(i, i + 1, 2, 3, 4))));
        kinds.put("record", make(i -> new Point(i, i, "p" + i)));
        kinds.put("value record", make(i -> new Event(Instant.ofEpochSecond(i), new BigDecimal(i), Level.HIGH)));
        kinds.put("bean", make(Bean::new));
        kinds.put("long, record", make(i -> new Tuple2<>((long) i, new Point(i, i, "p" + i))));
        return kinds;
    }

    private static List<Object> make(final java.util.function.IntFunction<Object> maker) {
        final List<Object> records = new ArrayList<>(RECORDS);
        for (int i = 0; i < RECORDS; i++) {
            records.add(maker.apply(i));
        }
        return records;
    }

    private static String word(final Random random, final int length) {
        final StringBuilder word = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            word.append((char) ('a' + random.nextInt(26)));
        }
        return word.toString();
    }
}
