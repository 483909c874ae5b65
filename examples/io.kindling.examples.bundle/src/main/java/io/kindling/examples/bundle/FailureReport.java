package io.kindling.examples.bundle;

import io.kindling.api.KindlingConf;
import io.kindling.api.KindlingContext;
import io.kindling.api.KindlingContextFactory;
import io.kindling.api.PairRdd;
import io.kindling.api.Tuple2;
import java.util.Map;
import java.util.function.BiFunction;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Joins an access log with a table of customers: from a master URL and a folder with {@code access.log} and
 * {@code customers.csv} to the number of failed requests of each country.
 */
@Component(service = BiFunction.class, property = "example=log-analysis")
public final class FailureReport implements BiFunction<String, String, Map<String, Long>> {

    private final KindlingContextFactory contexts;

    @Activate
    public FailureReport(@Reference final KindlingContextFactory contexts) {
        this.contexts = contexts;
    }

    @Override
    public Map<String, Long> apply(final String masterUrl, final String folder) {
        try (KindlingContext context = contexts.create(new KindlingConf(false).setMaster(masterUrl).setAppName("log-analysis"))) {
            final PairRdd<String, Request> requests = context.textFile(folder + "/access.log").mapToPair(line -> {
                final String[] fields = line.split(" ");
                return new Tuple2<>(fields[0], new Request(Integer.parseInt(fields[1])));
            });
            final PairRdd<String, String> countries = context.textFile(folder + "/customers.csv").mapToPair(line -> {
                final String[] fields = line.split(",");
                return new Tuple2<>(fields[0], fields[1]);
            });
            return requests.filter(pair -> pair._2().failed()).join(countries)
                    .mapToPair(joined -> new Tuple2<>(joined._2()._2(), 1L))
                    .reduceByKey(Long::sum)
                    .collectAsMap();
        }
    }
}
