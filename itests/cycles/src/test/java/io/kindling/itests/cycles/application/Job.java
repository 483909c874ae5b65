package io.kindling.itests.cycles.application;

import io.kindling.api.JobFailedException;
import io.kindling.api.KindlingContext;
import io.kindling.api.Rdd;
import io.kindling.api.Tuple2;
import io.kindling.api.function.Function2;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** Lambdas, an anonymous and a local class, records, enums, a ThreadLocal, a cached data set, shuffles and a task that fails. */
final class Job implements Callable<String>, Supplier<String>, AutoCloseable {

    private static final int READINGS = 300;
    private static final int PARTITIONS = 3;
    private static final ThreadLocal<Grade> LAST = new ThreadLocal<>();

    private final KindlingContext context;

    Job(final KindlingContext context) {
        this.context = context;
    }

    @Override
    public String call() {
        final Rdd<Reading> readings = context.range(0, READINGS, 1, PARTITIONS)
                .map(number -> new Reading("station " + number % 7, Grade.of(number), number)).cache();
        final long count = readings.count();
        final TreeMap<Grade, Double> weights = new TreeMap<>(readings.mapToPair(reading -> new Tuple2<>(reading.grade(), reading.grade().weight()))
                .reduceByKey(sum()).collectAsMap());
        final int groups = readings.mapPartitions(Job::marked).mapToPair(reading -> new Tuple2<>(reading.station(), reading)).groupByKey().collectAsMap().size();
        readings.unpersist();
        return count + " " + weights + " " + groups + " " + failed();
    }

    private static Function2<Double, Double, Double> sum() {
        return new Function2<>() {
            @Override
            public Double call(final Double one, final Double other) {
                return one + other;
            }
        };
    }

    private static Iterator<Reading> marked(final Iterator<Reading> readings) {
        record Seen(Reading reading, String text) {
        }
        final List<Seen> seen = new ArrayList<>();
        readings.forEachRemaining(reading -> {
            LAST.set(reading.grade());
            seen.add(new Seen(reading, reading.toString()));
        });
        return seen.stream().filter(each -> !each.text().isEmpty()).map(Seen::reading).iterator();
    }

    private String failed() {
        try {
            context.parallelize(List.of(new Reading("none", Grade.LOW, -1)), 1).foreach(reading -> {
                throw new BadReadingException(reading);
            });
            return "did not fail";
        } catch (final JobFailedException e) {
            return e.getMessage().contains("bad reading") ? "failed well" : e.getMessage();
        }
    }

    /** How the application's cluster is. */
    @Override
    public String get() {
        return context.cluster().state().name();
    }

    @Override
    public void close() {
        context.close();
    }
}
