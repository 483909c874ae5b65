package io.kindling.driver;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.kindling.api.KindlingContext;
import io.kindling.api.PairRdd;
import io.kindling.api.Tuple2;
import io.kindling.cluster.api.LossCause;
import io.kindling.common.ExecutorId;
import io.kindling.driver.kit.RealExecutors;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Executors that keep their map outputs in files are drained while a job reads them. */
public class DrainTest {

    private static final int RECORDS = 4_000;
    private static final int KEYS = 100;

    // The functions of a job reach these since executors of this JVM borrow its class space.
    private static volatile AtomicInteger mapped;
    private static volatile CountDownLatch reading;
    private static volatile CountDownLatch goOn;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final TestDriver driver = new TestDriver(2);
    private final RealExecutors executors = new RealExecutors(driver.spaces, driver.transport, "scripted");

    @After
    public void close() throws InterruptedException {
        goOn.countDown();
        driver.close();
    }

    private KindlingContext open() {
        mapped = new AtomicInteger();
        reading = new CountDownLatch(4);
        goOn = new CountDownLatch(1);
        driver.cluster.launcher = executors;
        final KindlingContext context = driver.with("kindling.local.dir", folder.getRoot().toString()).open();
        TestDriver.await("both executors are there", () -> registered() == 2);
        return context;
    }

    private long registered() {
        return driver.context.control().report().executors().stream().filter(each -> each.state().equals("REGISTERED")).count();
    }

    private static PairRdd<Integer, Integer> sums(final KindlingContext context) {
        return context.parallelize(IntStream.range(0, RECORDS).boxed().toList(), 8).mapToPair(number -> {
            mapped.incrementAndGet();
            return new Tuple2<>(number % KEYS, number);
        }).reduceByKey(Integer::sum, 6);
    }

    private static Map<Integer, Integer> expected() {
        return IntStream.range(0, RECORDS).boxed().collect(Collectors.toMap(number -> number % KEYS, number -> number, Integer::sum, TreeMap::new));
    }

    private static void waitWhileReading() {
        reading.countDown();
        try {
            assertTrue(goOn.await(30, TimeUnit.SECONDS));
        } catch (final InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    public void shouldMoveMapOutputsWhileTheyAreReadAndRepeatNothing() throws Exception {
        final KindlingContext context = open();
        final PairRdd<Integer, Integer> sums = sums(context);
        final CompletableFuture<List<Tuple2<Integer, Integer>>> result = TestDriver.async(() -> sums.map(pair -> {
            waitWhileReading();
            return pair;
        }).collect());
        assertTrue("readers run on both executors", reading.await(20, TimeUnit.SECONDS));
        assertEquals(RECORDS, mapped.get());

        context.killExecutor(0);
        assertEquals("readers are under way", List.of(), driver.cluster.released);
        goOn.countDown();
        assertEquals(expected(), new TreeMap<>(result.get(20, TimeUnit.SECONDS).stream().collect(Collectors.toMap(Tuple2::_1, Tuple2::_2))));
        TestDriver.await("it is released", () -> driver.cluster.released.equals(List.of(new ExecutorId(0))));
        driver.cluster.lose(0, new LossCause.Released());
        executors.awaitEnd(0);

        assertEquals("the shuffle is still there, all of it on the other one", expected(), new TreeMap<>(sums.collectAsMap()));
        assertEquals("no map task ran twice", RECORDS, mapped.get());
        assertEquals(0, driver.context.status().failedTasks());
    }

    @Test
    public void shouldMoveEverythingToAnExecutorThatComesLater() throws Exception {
        final KindlingContext context = open();
        final PairRdd<Integer, Integer> sums = sums(context);
        assertEquals(expected(), new TreeMap<>(sums.collectAsMap()));
        context.killExecutor(0);
        context.killExecutor(1);
        driver.cluster.grant();
        TestDriver.await("both are released", () -> driver.cluster.released.size() == 2);
        driver.cluster.lose(0, new LossCause.Released());
        driver.cluster.lose(1, new LossCause.Released());
        executors.awaitEnd(0);
        executors.awaitEnd(1);
        assertEquals(expected(), new TreeMap<>(sums.collectAsMap()));
        assertEquals("no map task ran twice", RECORDS, mapped.get());
        assertEquals(0, driver.context.status().failedTasks());
    }
}
