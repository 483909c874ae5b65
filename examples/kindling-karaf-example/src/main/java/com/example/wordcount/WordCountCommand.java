package com.example.wordcount;

import io.kindling.api.KindlingConf;
import io.kindling.api.KindlingContext;
import io.kindling.api.KindlingContextFactory;
import io.kindling.api.Tuple2;
import java.util.Arrays;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The shell's command {@code example:wordcount MASTER FILE}. */
@Component(service = WordCountCommand.class, property = {"osgi.command.scope=example", "osgi.command.function=wordcount"})
public final class WordCountCommand {

    private static final int SHOWN = 10;

    private final KindlingContextFactory contexts;

    @Activate
    public WordCountCommand(@Reference final KindlingContextFactory contexts) {
        this.contexts = contexts;
    }

    /** Called by the shell, which prints the result: the most frequent words of a text file, one a line. */
    public String wordcount(final String master, final String file) {
        final KindlingConf conf = new KindlingConf(false).setMaster(master).setAppName("wordcount");
        try (KindlingContext context = contexts.create(conf)) {
            final List<Tuple2<Integer, String>> counts = context.textFile(file)
                    .flatMap(line -> Arrays.asList(line.split("\\W+")).iterator())
                    .filter(word -> !word.isEmpty())
                    .mapToPair(word -> new Tuple2<>(word, 1))
                    .reduceByKey(Integer::sum)
                    .mapToPair(count -> new Tuple2<>(count._2(), count._1()))
                    .sortByKey(false)
                    .take(SHOWN);
            final StringBuilder lines = new StringBuilder();
            counts.forEach(count -> lines.append(String.format("%6d %s%n", count._1(), count._2())));
            return lines.toString();
        }
    }
}
