package io.kindling.examples.bundle;

import io.kindling.api.KindlingConf;
import io.kindling.api.KindlingContext;
import io.kindling.api.KindlingContextFactory;
import io.kindling.api.Tuple2;
import java.util.Arrays;
import java.util.Map;
import java.util.function.BiFunction;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Offers word counting to other bundles: from a master URL and a file to the count of each word. The service is of
 * JDK types, so that nobody needs to import anything of this bundle.
 */
@Component(service = BiFunction.class, property = "example=word-count")
public final class WordCounter implements BiFunction<String, String, Map<String, Integer>> {

    private final KindlingContextFactory contexts;

    @Activate
    public WordCounter(@Reference final KindlingContextFactory contexts) {
        this.contexts = contexts;
    }

    @Override
    public Map<String, Integer> apply(final String masterUrl, final String file) {
        final KindlingConf conf = new KindlingConf(false).setMaster(masterUrl).setAppName("word-counter");
        try (KindlingContext context = contexts.create(conf)) {
            return context.textFile(file)
                    .flatMap(line -> Arrays.asList(line.split(" ")).iterator())
                    .mapToPair(word -> new Tuple2<>(word, 1))
                    .reduceByKey(Integer::sum)
                    .collectAsMap();
        }
    }
}
