package io.kindling.itests.processes;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.api.JobFailedException;
import io.kindling.api.KindlingConf;
import io.kindling.api.KindlingContext;
import io.kindling.api.Tuple2;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.Test;

/** A driver program in an IDE or a JUnit test: a constructor and one Maven dependency. */
public class EmbeddedContextIT {

    @Test
    public void shouldRunInThisJvm() {
        try (KindlingContext context = new KindlingContext(conf("local[2]"))) {
            assertEquals(Map.of("a", 2, "b", 1), wordCount(context));
        }
    }

    @Test
    public void shouldRunOnProcessesOfThisMachine() {
        try (KindlingContext context = new KindlingContext(conf("local-cluster[2,1,1024]"))) {
            assertEquals(Map.of("a", 2, "b", 1), wordCount(context));
        }
    }

    @Test
    public void shouldRunTwoContextsAtOnce() {
        try (KindlingContext one = new KindlingContext(conf("local[1]")); KindlingContext two = new KindlingContext(conf("local[1]"))) {
            assertEquals(10, one.range(0, 10).count());
            assertEquals(20, two.range(0, 20).count());
        }
    }

    @Test
    public void shouldTellWhatATaskThrew() {
        try (KindlingContext context = new KindlingContext(conf("local[2]"))) {
            final String message = assertThrows(JobFailedException.class,
                    () -> context.parallelize(List.of(0)).map(x -> 1 / x).count()).getMessage();
            assertTrue(message, message.contains("java.lang.ArithmeticException: / by zero"));
        }
    }

    private static Map<String, Integer> wordCount(final KindlingContext context) {
        return context.parallelize(List.of("a b", "a"), 2)
                .flatMap(line -> Arrays.asList(line.split(" ")).iterator())
                .mapToPair(word -> new Tuple2<>(word, 1))
                .reduceByKey(Integer::sum)
                .collectAsMap();
    }

    private static KindlingConf conf(final String master) {
        return new KindlingConf().setMaster(master).setAppName("embedded");
    }
}
