package io.kindling.itests.app;

import io.kindling.api.KindlingConf;
import io.kindling.api.KindlingContext;
import io.kindling.api.PairRdd;
import io.kindling.api.Tuple2;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A shuffle over whatever keeps map outputs: {@code ShuffleFiles DIRECTORY} prints what came out, and how many files there are in folders
 * named {@code folder} and {@code shuffle-N} below the local directory while its outputs are there.
 */
public final class ShuffleFiles {

    private ShuffleFiles() {
    }

    public static void main(final String[] args) throws IOException {
        try (KindlingContext context = new KindlingContext(new KindlingConf())) {
            final PairRdd<Long, Long> counts = context.range(0, 50_000, 1, 8).mapToPair(x -> new Tuple2<>(x % 1_000, x)).reduceByKey(Long::sum, 4);
            final Map<Long, Long> sums = counts.collectAsMap();
            long wrong = 0;
            for (long key = 0; key < 1_000; key++) {
                wrong += sums.get(key) == 50 * key + 1_000L * 49 * 25 ? 0 : 1;
            }
            System.out.println("keys=" + sums.size() + " wrong=" + wrong + " again=" + counts.count() + " folder=" + files(args[0], "folder") + " built-in="
                    + files(args[0], "shuffle-[0-9]+"));
        }
    }

    private static long files(final String directory, final String folder) throws IOException {
        try (Stream<Path> all = Files.walk(Path.of(directory))) {
            return all.filter(file -> Files.isRegularFile(file) && file.getParent().getFileName().toString().matches(folder)).count();
        }
    }
}
