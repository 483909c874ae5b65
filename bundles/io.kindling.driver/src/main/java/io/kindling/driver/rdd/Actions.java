package io.kindling.driver.rdd;

import io.kindling.api.KindlingException;
import io.kindling.api.function.Function2;
import io.kindling.api.function.VoidFunction;
import io.kindling.compression.FileCompression;
import io.kindling.plan.RddNode;
import io.kindling.protocol.stage.Sink;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** What makes jobs of one data set. Blocks its caller until the job has ended; results are decoded on the caller's thread. */
final class Actions<T> {

    private final DataSets data;
    private final RddNode node;

    Actions(final DataSets data, final RddNode node) {
        this.data = data;
        this.node = node;
    }

    List<T> collect() {
        return collect("collect");
    }

    @SuppressWarnings("unchecked")
    List<T> collect(final String operation) {
        final String name = CallSite.of(operation);
        return (List<T>) data.shipping().decodeAll(data.jobs().run(node, new Sink.Collect(), name), name);
    }

    long count() {
        final String name = CallSite.of("count");
        return sum(data.shipping().decodeAll(data.jobs().run(node, new Sink.Count(), name), name));
    }

    /** Of counts of partitions. */
    static long sum(final List<Object> counts) {
        long total = 0;
        for (final Object part : counts) {
            total = Math.addExact(total, (Long) part);
        }
        return total;
    }

    @SuppressWarnings("unchecked")
    T reduce(final Function2<T, T, T> function) {
        final String name = CallSite.of("reduce");
        final Sink sink = new Sink.Reduce(data.shipping().function(function, name));
        final List<Object> parts = data.shipping().decodeAll(data.jobs().run(node, sink, name), name);
        if (parts.isEmpty()) {
            throw new KindlingException(name + " has no result: the data set is empty");
        }
        return combined((T) parts.get(0), (List<T>) parts.subList(1, parts.size()), function);
    }

    /** Results of partitions put together, in their order. */
    static <U> U combined(final U first, final List<U> parts, final Function2<U, U, U> combine) {
        U result = first;
        for (final U part : parts) {
            try {
                result = combine.call(result, part);
            } catch (final Exception e) {
                throw new KindlingException("The function of " + CallSite.of("the action") + " failed at the driver: " + e, e);
            }
        }
        return result;
    }

    @SuppressWarnings("unchecked")
    List<T>[] collectPartitions(final int[] partitions) {
        final String name = CallSite.of("collectPartitions");
        for (final int partition : partitions) {
            if (partition < 0 || partition >= node.partitions()) {
                throw new IllegalArgumentException(name + ": there is no partition " + partition + "; " + node + " has " + node.partitions());
            }
        }
        final List<Integer> wanted = Arrays.stream(partitions).distinct().boxed().toList();
        final Iterator<byte[]> results = data.jobs().run(node, new Sink.Collect(), wanted, name).iterator();
        final Map<Integer, byte[]> parts = new HashMap<>();
        wanted.forEach(partition -> parts.put(partition, results.next()));
        // A list of its own for each time that a partition is named.
        return Arrays.stream(partitions).mapToObj(partition -> (List<T>) data.shipping().decode(parts.get(partition), name)).toArray(List[]::new);
    }

    List<T> take(final int limit, final String operation) {
        final String name = CallSite.of(operation);
        final TakeRounds rounds = new TakeRounds(limit, node.partitions(), data.take());
        final List<T> taken = new ArrayList<>();
        while (!rounds.isOver()) {
            final List<Integer> partitions = rounds.next();
            rounds.add(data.shipping(), data.jobs().run(node, new Sink.Take(rounds.left()), partitions, name), taken, name);
        }
        return taken;
    }

    T first() {
        final List<T> one = take(1, "first");
        if (one.isEmpty()) {
            throw new KindlingException(CallSite.of("first") + " has no result: the data set is empty");
        }
        return one.get(0);
    }

    void foreach(final VoidFunction<T> function) {
        final String name = CallSite.of("foreach");
        data.jobs().run(node, new Sink.ForEach(data.shipping().function(function, name)), name);
    }

    /** @param codec what the files are compressed with; empty for none */
    void saveAsTextFile(final String directory, final String codec) {
        FileCompression.of(Objects.requireNonNull(codec, "codec is null"));
        save(directory, CallSite.of("saveAsTextFile"), work -> new Sink.SaveText(work, codec));
    }

    void saveAsObjectFile(final String directory) {
        save(directory, CallSite.of("saveAsObjectFile"), Sink.SaveObjects::new);
    }

    /** @param sinkInto makes the sink of the job's temporary directory */
    private void save(final String directory, final String name, final Function<String, Sink> sinkInto) {
        data.files().write(directory, output -> {
            final Sink sink = sinkInto.apply(output.workDirectory().toString());
            final List<String> files = new ArrayList<>();
            data.shipping().decodeAll(data.jobs().run(node, sink, name), name).forEach(file -> files.add((String) file));
            return files;
        });
    }
}
