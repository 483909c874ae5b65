package io.kindling.itests.processes;

import static org.junit.Assert.assertEquals;

import io.kindling.api.KindlingConf;
import io.kindling.api.KindlingContext;
import io.kindling.api.TaskContext;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
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

    /** The first attempt would take ten minutes, and is ended. */
    @Test(timeout = 4 * LIMIT_SECONDS * 1_000)
    public void shouldTryASlowTaskOnTheOtherExecutorAndCountTheFirstThatIsDone() {
        final int slow = 19;
        final List<Integer> attempts = context.parallelize(numbers(20), 20).mapPartitions(records -> {
            final int attempt = TaskContext.get().attemptNumber();
            if (records.next() == slow && attempt == 0) {
                Thread.sleep(TimeUnit.MINUTES.toMillis(10));
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
        final Marks marks = new Marks(folder.newFolder().getPath(), tasks - 1);
        final List<Integer> all = context.parallelize(numbers(tasks), tasks).map(number -> {
            if (number == longOne) {
                marks.await();
            } else {
                marks.set(number);
            }
            return number;
        }).collect();
        assertEquals(numbers(tasks), all);
    }

    private static List<Integer> numbers(final int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    /** What tasks of several processes tell each other. */
    private record Marks(String folder, int wanted) implements Serializable {

        void set(final int number) {
            try {
                Files.createFile(Path.of(folder, Integer.toString(number)));
            } catch (final IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void await() throws InterruptedException {
            final long begin = System.nanoTime();
            while (Path.of(folder).toFile().list().length < wanted) {
                if (System.nanoTime() - begin > TimeUnit.SECONDS.toNanos(LIMIT_SECONDS)) {
                    throw new IllegalStateException("there are " + Path.of(folder).toFile().list().length + " of " + wanted + " marks");
                }
                Thread.sleep(5);
            }
        }
    }
}
