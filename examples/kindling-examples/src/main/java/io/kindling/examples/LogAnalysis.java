package io.kindling.examples;

import io.kindling.api.KindlingConf;
import io.kindling.api.KindlingContext;
import io.kindling.api.PairRdd;
import io.kindling.api.Tuple2;

/**
 * Joins an access log with a table of customers: {@code LogAnalysis [LOG CUSTOMERS]}. Prints for each country how many
 * requests failed and how many bytes were sent.
 *
 * <p>A log line is {@code CUSTOMER STATUS BYTES PATH}; a line of the table is {@code CUSTOMER,COUNTRY}.
 */
public final class LogAnalysis {

    private LogAnalysis() {
    }

    public static void main(final String[] args) {
        final String data = System.getProperty("kindling.app.exampleData");
        final String log = args.length > 1 ? args[0] : data + "/access.log";
        final String customers = args.length > 1 ? args[1] : data + "/customers.csv";
        try (KindlingContext context = new KindlingContext(new KindlingConf().setIfMissing(KindlingConf.APP_NAME, "log-analysis"))) {
            final PairRdd<String, Traffic> byCustomer = context.textFile(log)
                    .filter(line -> !line.isBlank())
                    .mapToPair(line -> {
                        final String[] fields = line.split(" ");
                        return new Tuple2<>(fields[0], Traffic.of(Integer.parseInt(fields[1]), Long.parseLong(fields[2])));
                    })
                    .reduceByKey(Traffic::plus);
            final PairRdd<String, String> countries = context.textFile(customers).mapToPair(line -> {
                final String[] fields = line.split(",");
                return new Tuple2<>(fields[0], fields[1]);
            });
            byCustomer.join(countries)
                    .mapToPair(joined -> new Tuple2<>(joined._2()._2(), joined._2()._1()))
                    .reduceByKey(Traffic::plus)
                    .sortByKey()
                    .collect()
                    .forEach(row -> System.out.printf("%s: %d requests, %d failed, %d bytes%n",
                            row._1(), row._2().requests(), row._2().failed(), row._2().bytes()));
        }
    }
}
