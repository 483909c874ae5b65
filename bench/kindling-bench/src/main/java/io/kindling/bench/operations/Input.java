package io.kindling.bench.operations;

import io.kindling.api.KindlingContext;
import io.kindling.api.Rdd;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Numbers that are made where they are used, a file of text, and places for what is written. */
final class Input {

    static final int PARTITIONS = 8;

    final KindlingContext context;
    final String text;
    private final Path made;
    private int places;

    Input(final KindlingContext context, final String text) throws Exception {
        this.context = context;
        this.text = text;
        made = Files.createTempDirectory("operations");
    }

    /** 0 and on, in eight partitions. */
    Rdd<Long> numbers(final long count) {
        final List<Integer> partitions = IntStream.range(0, PARTITIONS).boxed().collect(Collectors.toList());
        return context.parallelize(partitions, PARTITIONS)
                .flatMap(partition -> new Range(count * partition / PARTITIONS, count * (partition + 1) / PARTITIONS));
    }

    /** Not there yet. */
    String place() {
        return made.resolve("place-" + places++).toString();
    }

    Path made() {
        return made;
    }

    /** 0 or more: the finaliser of MurmurHash3 (Appleby, 2011) without its sign. */
    static long mixed(final long value) {
        long z = value;
        z = (z ^ (z >>> 33)) * 0xff51afd7ed558ccdL;
        z = (z ^ (z >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return (z ^ (z >>> 33)) & Long.MAX_VALUE;
    }

    private static final class Range implements Iterator<Long> {

        private final long end;
        private long next;

        Range(final long begin, final long end) {
            next = begin;
            this.end = end;
        }

        @Override
        public boolean hasNext() {
            return next < end;
        }

        @Override
        public Long next() {
            return next++;
        }
    }
}
