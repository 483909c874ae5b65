package io.kindling.itests.app;

import io.kindling.api.KindlingConf;
import io.kindling.api.KindlingContext;
import io.kindling.api.Tuple2;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Counts words and stops on the way: {@code StagedWordCount FILE OUT MARKERS}. Every first attempt of a task leaves a
 * marker with its process id and waits for the test's word to go on.
 */
public final class StagedWordCount {

    private StagedWordCount() {
    }

    public static void main(final String[] args) {
        final String markers = args[2];
        try (KindlingContext context = new KindlingContext(new KindlingConf())) {
            Markers.at(markers).leaveOfProcess("driver");
            context.textFile(args[0], 4)
                    .mapPartitions(lines -> {
                        Markers.at(markers).meet("map");
                        return lines;
                    })
                    .flatMap(line -> Arrays.asList(line.split(" ")).iterator())
                    .mapToPair(word -> new Tuple2<>(word, 1))
                    .reduceByKey(Integer::sum, 4)
                    .mapPartitions(counts -> {
                        Markers.at(markers).meet("reduce");
                        return counts;
                    })
                    .saveAsTextFile(Path.of(args[1]).toString());
        }
    }
}
