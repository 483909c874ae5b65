package io.kindling.driver;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.api.AccumulatorV2;
import io.kindling.api.Broadcast;
import io.kindling.api.CollectionAccumulator;
import io.kindling.api.DoubleAccumulator;
import io.kindling.api.JobFailedException;
import io.kindling.api.KindlingContext;
import io.kindling.api.KindlingException;
import io.kindling.api.LongAccumulator;
import io.kindling.api.NotSerializableClosureException;
import io.kindling.api.Rdd;
import io.kindling.api.TaskContext;
import io.kindling.api.Tuple2;
import io.kindling.driver.kit.RealExecutors;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Accumulators, broadcasts and the context of tasks, on two executors that run their tasks for real. */
public class SharedVariablesTest {

    // The functions of a job reach these since executors of this JVM borrow its class space.
    private static volatile AtomicInteger decoded;
    private static volatile KindlingContext reachable;
    private static volatile Rdd<Integer> reachableData;

    @ClassRule
    public static final TemporaryFolder folder = new TemporaryFolder();
    private static TestDriver driver;
    private static KindlingContext context;

    @BeforeClass
    public static void open() {
        decoded = new AtomicInteger();
        driver = new TestDriver(2);
        driver.cluster.launcher = new RealExecutors(driver.spaces, driver.transport, "scripted");
        context = driver.with("kindling.local.dir", folder.getRoot().toString()).open();
        TestDriver.await("both executors are there",
                () -> driver.context.control().report().executors().stream().filter(each -> each.state().equals("REGISTERED")).count() == 2);
    }

    @AfterClass
    public static void close() {
        reachable = null;
        reachableData = null;
        driver.close();
    }

    private static Rdd<Integer> numbers(final int count, final int partitions) {
        return context.parallelize(IntStream.range(0, count).boxed().toList(), partitions);
    }

    @Test
    public void shouldCountEachPartitionOnceWhateverFails() {
        final LongAccumulator sum = context.longAccumulator("sum");
        final DoubleAccumulator halves = context.doubleAccumulator();
        final CollectionAccumulator<String> seen = context.collectionAccumulator("seen");
        final List<Integer> result = numbers(100, 10).map(number -> {
            sum.add(number);
            halves.add(number / 2.0);
            if (TaskContext.get().attemptNumber() == 0 && number % 30 == 29) {
                throw new IllegalStateException("the first attempt fails");
            }
            if (number % 10 == 0) {
                seen.add("p" + TaskContext.getPartitionId());
            }
            return number;
        }).collect();
        assertEquals(100, result.size());
        assertEquals(4950, (long) sum.value());
        assertEquals(100, sum.count());
        assertEquals(49.5, sum.avg(), 0);
        assertEquals(2475.0, halves.value(), 0);
        assertEquals(IntStream.range(0, 10).mapToObj(p -> "p" + p).collect(Collectors.toSet()), Set.copyOf(seen.value()));
        assertEquals(10, seen.value().size());
        assertEquals("sum", sum.name().get());
        assertNotEquals(sum.id(), halves.id());
        assertTrue(sum.toString(), sum.toString().contains("name: sum, value: 4950"));
    }

    @Test
    public void shouldCountMapOutputsOnceAndOnlyOfPartitionsThatRan() {
        final LongAccumulator mapped = context.longAccumulator();
        final LongAccumulator reduced = context.longAccumulator();
        assertEquals(5, numbers(100, 4).mapToPair(number -> {
            mapped.add(1);
            return new Tuple2<>(number % 5, 1);
        }).reduceByKey(Integer::sum, 3).map(pair -> {
            reduced.add(pair._2);
            return pair;
        }).count());
        assertEquals(100, (long) mapped.value());
        assertEquals(100, (long) reduced.value());
        final LongAccumulator taken = context.longAccumulator();
        assertEquals(1, numbers(10, 10).map(number -> {
            taken.add(1);
            return number;
        }).take(1).size());
        assertEquals(1, (long) taken.value());
    }

    @Test
    public void shouldMergeAccumulatorsOfTheApplicationsOwn() {
        final Distinct words = new Distinct();
        context.register(words, "words");
        numbers(50, 5).foreach(number -> words.add("w" + number % 7));
        assertEquals(new TreeSet<>(List.of("w0", "w1", "w2", "w3", "w4", "w5", "w6")), words.value());
        assertThrows(IllegalStateException.class, () -> context.register(words));
        final LongAccumulator free = new LongAccumulator();
        final String text = assertThrows(KindlingException.class, () -> numbers(1, 1).map(number -> {
            free.add(1);
            return number;
        })).getMessage();
        assertTrue(text, text.contains("must be registered"));
    }

    @Test
    public void shouldFailTheJobAndLiveOnWhenAnAccumulatorThrows() {
        final Trouble trouble = new Trouble("merge");
        context.register(trouble, "trouble");
        final String merge = assertThrows(JobFailedException.class, () -> numbers(4, 2).foreach(trouble::add)).getMessage();
        assertTrue(merge, merge.contains("'trouble'") && merge.contains("no merge") && merge.contains("(foreach at "));
        final Trouble reading = new Trouble("read");
        context.register(reading, "reading");
        final String read = assertThrows(JobFailedException.class, () -> numbers(4, 2).foreach(reading::add)).getMessage();
        assertTrue(read, read.contains("'reading'") && read.contains("no read"));
        final Trouble writing = new Trouble("write");
        context.register(writing, "writing");
        final String write = assertThrows(JobFailedException.class, () -> numbers(4, 2).foreach(writing::add)).getMessage();
        assertTrue(write, write.contains("'writing'") && write.contains("cannot be sent to the driver"));
        final LongAccumulator good = context.longAccumulator();
        numbers(4, 2).foreach(number -> good.add(number));
        assertEquals(6, (long) good.value());
    }

    @Test
    public void shouldFailTheJobThatGathersTooMuch() {
        final CollectionAccumulator<byte[]> much = context.collectionAccumulator("much");
        final String text = assertThrows(JobFailedException.class, () -> numbers(1, 1).foreach(number -> much.add(new byte[121 << 20]))).getMessage();
        assertTrue(text, text.contains("'much'") && text.contains("121"));
        assertEquals(2, numbers(2, 2).count());
    }

    @Test
    public void shouldRefuseAnAccumulatorOfAnotherContext() {
        try (TestDriver other = new TestDriver(1)) {
            other.cluster.launcher = new RealExecutors(other.spaces, other.transport, "scripted");
            final LongAccumulator theirs = other.with("kindling.local.dir", folder.getRoot().toString()).open().longAccumulator("theirs");
            final String text = assertThrows(JobFailedException.class, () -> numbers(2, 2).foreach(number -> theirs.add(1))).getMessage();
            assertTrue(text, text.contains("'theirs'") && text.contains("belongs to another context"));
        }
    }

    @Test
    public void shouldDecodeABroadcastOnceForEachExecutor() {
        final Broadcast<Table> table = context.broadcast(new Table(new Random(1).ints(3_000_000).toArray()));
        decoded.set(0);
        final int expected = Arrays.hashCode(table.value().numbers);
        for (int i = 0; i < 2; i++) {
            final List<Integer> hashes = numbers(16, 16).map(number -> Arrays.hashCode(table.value().numbers)).collect();
            assertEquals(Set.of(expected), new HashSet<>(hashes));
        }
        assertTrue("decoded " + decoded, decoded.get() >= 1 && decoded.get() <= 2);
        final int before = decoded.get();
        table.unpersist(true);
        assertEquals(16, numbers(16, 16).filter(number -> table.value() != null).count());
        assertTrue("decoded anew", decoded.get() > before);
    }

    @Test
    public void shouldSayWhereABroadcastWasDestroyed() {
        final Broadcast<String> word = context.broadcast("word");
        final Rdd<String> words = numbers(4, 2).map(number -> word.value() + number);
        assertEquals("word0", words.first());
        word.destroy(true);
        for (final Throwable error : List.of(assertThrows(KindlingException.class, word::value), assertThrows(JobFailedException.class, words::collect),
                assertThrows(NotSerializableClosureException.class, () -> numbers(1, 1).map(number -> word.value())),
                assertThrows(KindlingException.class, word::unpersist))) {
            assertTrue(error.getMessage(), error.getMessage().contains(") of broadcast at ")
                    && error.getMessage().contains("destroyed by destroy at "));
        }
        word.destroy();
    }

    @Test
    public void shouldKeepTheSameContentOnceAndAsLongAsOneNeedsIt() {
        final Broadcast<List<String>> one = context.broadcast(List.of("a", "b"));
        final Broadcast<List<String>> other = context.broadcast(List.of("a", "b"));
        assertNotEquals(one.id(), other.id());
        one.destroy(true);
        assertEquals(List.of("a", "b"), numbers(1, 1).flatMap(number -> other.value().iterator()).collect());
    }

    /** A data set holds the bytes of its functions, and these hold the broadcasts in them. */
    @Test
    public void shouldKeepABroadcastForTheDataSetsThatUseIt() {
        final Rdd<String> words = using(new String("kept"));
        System.gc();
        for (int i = 0; i < 3; i++) {
            driver.context.shared().sweep();
        }
        assertEquals(List.of("kept0", "kept1"), words.collect());
    }

    private static Rdd<String> using(final String value) {
        final Broadcast<String> word = context.broadcast(value);
        return numbers(2, 2).map(number -> word.value() + number);
    }

    @Test
    public void shouldLetABroadcastGoThatNobodyCanUse() {
        using("gone").collect();
        TestDriver.await("the driver's copy has gone", () -> {
            System.gc();
            driver.context.shared().sweep();
            return driver.context.shared().broadcasts().count() == 0;
        });
    }

    @Test
    public void shouldCarryLocalPropertiesToTasks() {
        final Rdd<String> owners = numbers(4, 4).map(number -> TaskContext.get().getLocalProperty("owner") + TaskContext.get().numPartitions());
        assertEquals(Set.of("null4"), new HashSet<>(owners.collect()));
        context.setLocalProperty("owner", "me");
        assertEquals(Set.of("me4"), new HashSet<>(owners.collect()));
        context.setLocalProperty("owner", null);
        assertEquals(Set.of("null4"), new HashSet<>(owners.collect()));
    }

    @Test
    public void shouldRefuseTheContextAndDataSetsInsideTasks() {
        reachable = context;
        reachableData = numbers(3, 1);
        for (final Rdd<?> nested : List.of(numbers(1, 1).map(number -> reachableData.count()), numbers(1, 1).map(number -> reachableData.map(x -> x).id()),
                numbers(1, 1).map(number -> reachable.parallelize(List.of(1)).count()), numbers(1, 1).map(number -> reachable.broadcast(1).value()),
                numbers(1, 1).map(number -> new KindlingContext(reachable.conf()).applicationId()))) {
            final String text = assertThrows(JobFailedException.class, nested::collect).getMessage();
            assertTrue(text, text.contains("cannot be used inside a task") && text.contains("live at the driver only"));
        }
        final Holder holder = new Holder(context, numbers(1, 1));
        for (final Throwable error : List.of(assertThrows(NotSerializableClosureException.class, () -> numbers(1, 1).map(number -> holder.context.applicationId())),
                assertThrows(NotSerializableClosureException.class, () -> numbers(1, 1).map(number -> new Holder(null, holder.data).data.id())))) {
            assertTrue(error.getMessage(), error.getMessage().contains("field SharedVariablesTest$Holder.") && error.getMessage().contains("live at the driver only"));
        }
        final Rdd<Integer> captured = numbers(1, 1);
        final String text = assertThrows(NotSerializableClosureException.class, () -> numbers(1, 1).map(number -> captured.count())).getMessage();
        assertTrue(text, text.contains("captured by the lambda") && text.contains("live at the driver only"));
        assertFalse(text, text.contains("RddHandle"));
    }

    private record Holder(KindlingContext context, Rdd<Integer> data) implements Serializable {
    }

    /** Counts how often it is decoded. */
    private static final class Table implements Serializable {

        private final int[] numbers;

        Table(final int[] numbers) {
            this.numbers = numbers;
        }

        private void readObject(final ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            decoded.incrementAndGet();
        }
    }

    /** Different words. */
    private static final class Distinct extends AccumulatorV2<String, Set<String>> {

        private final Set<String> words = new TreeSet<>();

        @Override
        public boolean isZero() {
            return words.isEmpty();
        }

        @Override
        public AccumulatorV2<String, Set<String>> copy() {
            final Distinct copy = new Distinct();
            copy.words.addAll(words);
            return copy;
        }

        @Override
        public void reset() {
            words.clear();
        }

        @Override
        public void add(final String word) {
            words.add(word);
        }

        @Override
        public void merge(final AccumulatorV2<String, Set<String>> other) {
            words.addAll(other.value());
        }

        @Override
        public Set<String> value() {
            return words;
        }
    }

    /** Fails where it is told to. */
    private static final class Trouble extends AccumulatorV2<Integer, Integer> {

        private final String where;
        private int sum;

        Trouble(final String where) {
            this.where = where;
        }

        private void writeObject(final java.io.ObjectOutputStream out) throws IOException {
            if (where.equals("write") && sum > 0) {
                throw new IllegalStateException("no write");
            }
            out.defaultWriteObject();
        }

        private void readObject(final ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            if (where.equals("read") && sum > 0) {
                throw new IllegalStateException("no read");
            }
        }

        @Override
        public boolean isZero() {
            return sum == 0;
        }

        @Override
        public AccumulatorV2<Integer, Integer> copy() {
            final Trouble copy = new Trouble(where);
            copy.sum = sum;
            return copy;
        }

        @Override
        public void reset() {
            sum = 0;
        }

        @Override
        public void add(final Integer value) {
            sum += value;
        }

        @Override
        public void merge(final AccumulatorV2<Integer, Integer> other) {
            if (where.equals("merge")) {
                throw new IllegalStateException("no merge");
            }
            sum += other.value();
        }

        @Override
        public Integer value() {
            return sum;
        }
    }
}
