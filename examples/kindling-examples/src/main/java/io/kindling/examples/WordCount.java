package io.kindling.examples;

import io.kindling.api.KindlingConf;
import io.kindling.api.KindlingContext;
import io.kindling.api.PairRdd;
import io.kindling.api.Tuple2;
import java.util.Arrays;

/** Counts the words of text files: {@code WordCount [FILE [OUT]]}. Prints the most frequent, or writes all to OUT. */
public final class WordCount {

    private static final int TOP = 10;

    private WordCount() {
    }

    public static void main(final String[] args) {
        final String input = args.length > 0 ? args[0] : System.getProperty("kindling.app.exampleData") + "/constitution.txt";
        try (KindlingContext context = new KindlingContext(new KindlingConf().setIfMissing(KindlingConf.APP_NAME, "word-count"))) {
            final PairRdd<String, Integer> counts = context.textFile(input)
                    .flatMap(line -> Arrays.asList(line.split("[^\\p{L}\\p{N}']+")).iterator())
                    .filter(word -> !word.isEmpty())
                    .mapToPair(word -> new Tuple2<>(word, 1))
                    .reduceByKey(Integer::sum);
            if (args.length > 1) {
                counts.saveAsTextFile(args[1]);
            } else {
                counts.mapToPair(pair -> new Tuple2<>(pair._2(), pair._1()))
                        .sortByKey(false)
                        .take(TOP)
                        .forEach(pair -> System.out.println(new Tuple2<>(pair._2(), pair._1())));
            }
        }
    }
}
