package io.kindling.itests.processes;

import static org.junit.Assert.assertEquals;

import io.kindling.api.KindlingConf;
import io.kindling.api.KindlingContext;
import io.kindling.api.TaskContext;
import io.kindling.itests.app.Markers;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** One task that takes far longer than the others of its stage, in executors that are processes. */
public class SlowTaskIT {

    private static final int LIMIT_SECONDS = 60;

    private static KindlingContext context;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @BeforeClass
    public static void start() {
        context = new KindlingContext(new KindlingConf().setMaster("local-cluster[2,1,1024]").setAppName("slow tasks")
                .set("kindling.speculation", "true"));
    }

    @AfterClass
    public static void stop() {
        context.close();
    }

    /** The first attempt ends when it is ended. */
    @Test(timeout = 4 * LIMIT_SECONDS * 1_000)
    public void shouldTryASlowTaskOnTheOtherExecutorAndCountTheFirstThatIsDone() {
        final int slow = 19;
        final List<Integer> attempts = context.parallelize(numbers(20), 20).mapPartitions(records -> {
            final int attempt = TaskContext.get().attemptNumber();
            if (records.next() == slow && attempt == 0) {
                new CountDownLatch(1).await();
            }
            return Collections.singletonList(attempt).iterator();
        }).collect();
        assertEquals(IntStream.range(0, 20).mapToObj(i -> i == slow ? 1 : 0).toList(), attempts);
        assertEquals("the next job has its slots", 20L, context.parallelize(numbers(20), 20).count());
    }

    /** Tasks that wait at an executor for one that takes long run elsewhere: here the long one waits for all of them. */
    @Test(timeout = 4 * LIMIT_SECONDS * 1_000)
    public void shouldRunShortTasksElsewhereThatWaitBehindALongOne() throws IOException {
        final int tasks = 400;
        final int longOne = 200;
        final Markers marks = Markers.at(folder.newFolder().getPath());
        final List<Integer> all = context.parallelize(numbers(tasks), tasks).map(number -> {
            if (number == longOne) {
                marks.awaitMarkers(tasks - 1);
            } else {
                marks.leave(Integer.toString(number));
            }
            return number;
        }).collect();
        assertEquals(numbers(tasks), all);
    }

    private static List<Integer> numbers(final int count) {
        return IntStream.range(0, count).boxed().toList();
    }
}
