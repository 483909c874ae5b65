package io.kindling.bench;

import io.kindling.api.KindlingContext;
import io.kindling.api.PairRdd;
import io.kindling.api.Rdd;
import io.kindling.api.Tuple2;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/** The programs, as an ordinary user writes them. */
final class Workloads {

    static final int SMALL_JOBS = 500;
    private static final int PARTITIONS = 8;
    private static final int EMPTY_TASKS = 10_000;
    private static final int SORT_KEY = 10;
    private static final int SORT_RECORD = 100;
    private static final long SUM_RECORDS = 20_000_000;
    private static final long JOIN_RECORDS = 2_000_000;

    private final KindlingContext context;
    private final String data;

    Workloads(final KindlingContext context, final String data) {
        this.context = context;
        this.data = data;
    }

    /** The processes of the executors: enough short tasks meet each one. */
    List<Long> executorProcesses() {
        return context.parallelize(Collections.nCopies(8, 0), 8)
                .map(x -> {
                    Thread.sleep(50);
                    return ProcessHandle.current().pid();
                }).distinct().collect();
    }

    /** @param times how often the file is read */
    String wordCount(final String file, final int times) {
        final PairRdd<String, Integer> counts = context.textFile(String.join(",", Collections.nCopies(times, data + "/" + file + ".txt")))
                .flatMap(line -> Arrays.asList(line.split(" ")).iterator())
                .mapToPair(word -> new Tuple2<>(word, 1))
                .reduceByKey(Integer::sum);
        final List<long[]> parts = counts.mapPartitions(Workloads::summary).collect();
        long words = 0;
        long total = 0;
        long sum = 0;
        final List<Long> top = new ArrayList<>();
        for (final long[] part : parts) {
            words += part[0];
            total += part[1];
            sum += part[2];
            Arrays.stream(part, 3, part.length).forEach(top::add);
        }
        top.sort(Comparator.reverseOrder());
        return words + "/" + total + "/" + top.stream().limit(20).mapToLong(x -> x).sum() + "/" + Long.toHexString(sum);
    }

    private static Iterator<long[]> summary(final Iterator<Tuple2<String, Integer>> counts) {
        long words = 0;
        long total = 0;
        long sum = 0;
        final PriorityQueue<Long> top = new PriorityQueue<>();
        while (counts.hasNext()) {
            final Tuple2<String, Integer> count = counts.next();
            words++;
            total += count._2;
            sum += Numbers.wordSum(count._1, count._2);
            top.add((long) count._2);
            if (top.size() > 20) {
                top.poll();
            }
        }
        final long[] result = new long[3 + top.size()];
        result[0] = words;
        result[1] = total;
        result[2] = sum;
        int i = 3;
        for (final long x : top) {
            result[i++] = x;
        }
        return List.of(result).iterator();
    }

    String sort() {
        final PairRdd<byte[], byte[]> records = context.binaryRecords(data + "/w2.bin", SORT_RECORD)
                .mapToPair(record -> new Tuple2<>(Arrays.copyOf(record, SORT_KEY), Arrays.copyOfRange(record, SORT_KEY, SORT_RECORD)));
        return SortCheck.of(records.sortByKey(new UnsignedBytes(), true, PARTITIONS).mapPartitions(SortCheck::summary).collect());
    }

    /** @param times how many times the usual number of records */
    String sumByKey(final int times) {
        final PairRdd<Long, Double> records = slices().flatMapToPair(slice ->
                range(SUM_RECORDS * times, slice, i -> new Tuple2<>(Numbers.sumKey(i), Numbers.sumValue(i))));
        final Tuple2<Long, Long> result = records.aggregateByKey(0.0, (sum, value) -> sum + value, (a, b) -> a + b)
                .mapPartitions(sums -> {
                    long count = 0;
                    long check = 0;
                    while (sums.hasNext()) {
                        final Tuple2<Long, Double> sum = sums.next();
                        count++;
                        check += Numbers.pairSum(sum._1, sum._2);
                    }
                    return List.of(new Tuple2<>(count, check)).iterator();
                }).reduce((a, b) -> new Tuple2<>(a._1 + b._1, a._2 + b._2));
        return result._1 + "/" + Long.toHexString(result._2);
    }

    String join() {
        final Tuple2<Long, Long> result = side(0).join(side(1), PARTITIONS).mapPartitions(rows -> {
            long count = 0;
            long check = 0;
            while (rows.hasNext()) {
                final Tuple2<Long, Tuple2<String, String>> row = rows.next();
                count++;
                check += Numbers.joinSum(row._1, row._2._1, row._2._2);
            }
            return List.of(new Tuple2<>(count, check)).iterator();
        }).reduce((a, b) -> new Tuple2<>(a._1 + b._1, a._2 + b._2));
        return result._1 + "/" + Long.toHexString(result._2);
    }

    String emptyTasks() {
        context.parallelize(List.<Integer>of(), EMPTY_TASKS).foreachPartition(records -> { });
        return Integer.toString(EMPTY_TASKS);
    }

    void smallJob() {
        if (context.parallelize(List.of(1, 2), 2).count() != 2) {
            throw new IllegalStateException("a list of two has another length");
        }
    }

    private PairRdd<Long, String> side(final int side) {
        return slices().flatMapToPair(slice -> range(JOIN_RECORDS, slice,
                i -> new Tuple2<>(Numbers.joinKey(side, i, JOIN_RECORDS), Numbers.joinValue(side, i))));
    }

    private Rdd<Integer> slices() {
        return context.parallelize(IntStream.range(0, PARTITIONS).boxed().toList(), PARTITIONS);
    }

    private static final class UnsignedBytes implements Comparator<byte[]>, Serializable {

        private static final long serialVersionUID = 1L;

        @Override
        public int compare(final byte[] one, final byte[] other) {
            return Arrays.compareUnsigned(one, other);
        }
    }

    private interface Generator<T> extends Serializable {
        T at(long i);
    }

    private static <T> Iterator<T> range(final long records, final int slice, final Generator<T> generator) {
        final long end = records * (slice + 1) / PARTITIONS;
        return new Iterator<>() {
            private long i = records * slice / PARTITIONS;

            @Override
            public boolean hasNext() {
                return i < end;
            }

            @Override
            public T next() {
                return generator.at(i++);
            }
        };
    }
}
