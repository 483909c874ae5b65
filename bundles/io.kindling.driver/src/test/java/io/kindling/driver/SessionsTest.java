package io.kindling.driver;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.api.Broadcast;
import io.kindling.api.JavaFutureAction;
import io.kindling.api.JobFailedException;
import io.kindling.api.KindlingContext;
import io.kindling.api.KindlingException;
import io.kindling.api.KindlingFiles;
import io.kindling.api.LongAccumulator;
import io.kindling.api.NotSerializableClosureException;
import io.kindling.api.Rdd;
import io.kindling.api.TaskContext;
import io.kindling.api.Tuple2;
import io.kindling.api.spi.JobProperties;
import io.kindling.driver.kit.LibraryJar;
import io.kindling.driver.kit.RealExecutors;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Several sessions of one application, on two executors that run their tasks for real. */
public class SessionsTest {

    // Functions of jobs reach these since executors of this JVM borrow its class space.
    private static volatile AtomicInteger computed;
    private static volatile CountDownLatch begun;
    private static volatile CountDownLatch hold;
    private static volatile WeakReference<ClassLoader> seen;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private TestDriver driver;
    private KindlingContext context;

    @Before
    public void open() {
        computed = new AtomicInteger();
        begun = new CountDownLatch(1);
        hold = new CountDownLatch(1);
        driver = new TestDriver(2);
        driver.cluster.launcher = new RealExecutors(driver.spaces, driver.transport, "scripted");
        context = driver.with("kindling.local.dir", folder.getRoot().toString()).open();
        TestDriver.await("both executors are there",
                () -> driver.context.control().report().executors().stream().filter(each -> each.state().equals("REGISTERED")).count() == 2);
    }

    @After
    public void close() {
        hold.countDown();
        driver.close();
    }

    private KindlingContext sessionWith(final String says) throws IOException {
        final KindlingContext session = context.newSession();
        session.addJar(LibraryJar.make(folder.newFolder().toPath(), says).toString());
        return session;
    }

    private static Rdd<Integer> numbers(final KindlingContext session) {
        return session.parallelize(List.of(1, 2, 3, 4), 4);
    }

    private static Rdd<String> says(final KindlingContext session) {
        return numbers(session).map(number -> LibraryJar.value().get());
    }

    @Test
    public void shouldRunEachSessionOnItsOwnCode() throws Exception {
        final KindlingContext one = sessionWith("one");
        final KindlingContext two = sessionWith("two");
        assertEquals(List.of(0, 1, 2), List.of(context.sessionId(), one.sessionId(), two.sessionId()));
        assertEquals(context.applicationId(), two.applicationId());
        for (int i = 0; i < 20; i++) {
            final JavaFutureAction<List<String>> first = says(one).collectAsync();
            final JavaFutureAction<List<String>> second = says(two).collectAsync();
            assertEquals(List.of("one", "one", "one", "one"), first.get());
            assertEquals(List.of("two", "two", "two", "two"), second.get());
        }
        final String text = assertThrows(JobFailedException.class, () -> says(context).collect()).getMessage();
        assertTrue("what a session has added the application's own context has not: " + text, text.contains("library.Value"));
        assertThrows(JobFailedException.class, () -> says(one.newSession()).collect());
        one.updateJar(LibraryJar.make(folder.newFolder().toPath(), "one and a half").toString());
        assertEquals("one and a half", says(one).first());
        assertEquals("two", says(two).first());
    }

    @Test
    public void shouldShuffleAndKeepForEachSessionApart() throws Exception {
        for (final String text : List.of("one", "two")) {
            final KindlingContext session = sessionWith(text);
            final Rdd<Supplier<String>> values = numbers(session).map(number -> LibraryJar.value()).cache();
            for (int i = 0; i < 2; i++) {
                assertEquals(List.of(new Tuple2<>(text, 4L)), values.mapToPair(value -> new Tuple2<>(value.get(), 1L)).reduceByKey(Long::sum).collect());
            }
            assertEquals(Set.of(values.id()), session.getPersistentRDDs().keySet());
        }
        assertTrue(context.getPersistentRDDs().isEmpty());
    }

    @Test
    public void shouldShareWhatIsKeptWithASessionOfTheSameCode() throws Exception {
        final Rdd<Integer> kept = numbers(context).map(number -> {
            computed.incrementAndGet();
            return number;
        }).cache();
        assertEquals(4, kept.count());
        final KindlingContext session = context.newSession();
        assertEquals(8, session.union(kept, numbers(session)).count());
        assertEquals("nothing was computed again", 4, computed.get());
        session.addJar(LibraryJar.make(folder.newFolder().toPath(), "more").toString());
        assertEquals(8, session.union(kept, numbers(session)).count());
        assertEquals("it is kept for each code", 8, computed.get());
        assertEquals("an action runs in the session of its data set", 4, kept.count());
        session.close();
        assertEquals(4, kept.count());
        assertEquals(8, computed.get());
    }

    @Test
    public void shouldTakeDataSetsOfASessionWhoseCodeIsThere() throws Exception {
        final KindlingContext one = sessionWith("one");
        final KindlingContext two = sessionWith("two");
        final Rdd<String> mine = says(one);
        final Rdd<String> theirs = says(two);
        for (final Runnable together : List.<Runnable>of(() -> mine.union(theirs), () -> one.union(mine, theirs), () -> mine.cartesian(theirs),
                () -> mine.zip(theirs), () -> mine.keyBy(x -> x).join(theirs.keyBy(x -> x)), () -> one.runJob(theirs, all -> all.next()))) {
            final String text = assertThrows(KindlingException.class, together::run).getMessage();
            assertTrue(text, text.contains(" is of session 2 and cannot be used in session 1, whose code does not have library.jar with other content")
                    && text.contains("Add the same JARs to both sessions"));
        }
        final String absent = assertThrows(KindlingException.class, () -> numbers(context).map(String::valueOf).union(mine)).getMessage();
        assertTrue(absent, absent.contains(" is of session 1 and cannot be used in the application's own context, whose code does not have library.jar:"));
        assertEquals(8, mine.union(numbers(context).map(String::valueOf)).count());
        final KindlingContext three = context.newSession();
        three.addJar(LibraryJar.make(folder.newFolder().toPath(), "one").toString());
        assertEquals(List.of("one"), says(three).union(mine).distinct().collect());
    }

    @Test
    public void shouldShareBroadcastsAndAccumulatorsIfTheirClassesAreThere() throws Exception {
        final KindlingContext one = sessionWith("one");
        final KindlingContext two = sessionWith("two");
        final LongAccumulator sum = one.longAccumulator("sum");
        final Broadcast<List<String>> words = one.broadcast(List.of("a", "b"));
        numbers(two).foreach(number -> sum.add(number * words.value().size()));
        assertEquals(20L, (long) sum.value());
        final Broadcast<Supplier<String>> value = one.broadcast(numbers(one).map(number -> LibraryJar.value()).first());
        assertEquals("one", numbers(one).map(number -> value.value().get()).first());
        final String text = assertThrows(NotSerializableClosureException.class, () -> numbers(two).map(number -> value.value().get())).getMessage();
        assertTrue(text, text.contains("was made in session 1 and cannot be used in session 2, whose code does not have library.jar"));
        one.close();
        assertEquals("what is data outlives the session", List.of(2, 2, 2, 2), numbers(two).map(number -> words.value().size()).collect());
        final String ended = assertThrows(NotSerializableClosureException.class, () -> numbers(two).map(number -> value.value().get())).getMessage();
        assertTrue(ended, ended.contains("was made in session 1 and cannot be used in session 2: "));
    }

    @Test
    public void shouldKeepPropertiesGroupsAndFilesApart() throws Exception {
        final KindlingContext one = context.newSession();
        final KindlingContext two = context.newSession();
        one.setLocalProperty("who", "one");
        one.setCallSite("here");
        assertNull(two.getLocalProperty("who"));
        assertEquals("one", numbers(one).map(number -> TaskContext.get().getLocalProperty("who")).first());
        assertNull(numbers(two).map(number -> String.valueOf(TaskContext.get().getLocalProperty("who"))).filter(who -> !who.equals("null")).collect()
                .stream().findAny().orElse(null));
        for (final KindlingContext session : List.of(one, two)) {
            final Path file = folder.newFolder().toPath().resolve("words.txt");
            Files.writeString(file, "of session " + session.sessionId());
            session.addFile(file.toString());
        }
        for (int i = 0; i < 2; i++) {
            for (final KindlingContext session : List.of(one, two)) {
                assertEquals(List.of("words.txt"), session.listFiles());
                assertEquals(List.of("of session " + session.sessionId()),
                        numbers(session).map(number -> Files.readString(Path.of(KindlingFiles.get("words.txt")))).distinct().collect());
            }
        }
        assertTrue(context.listFiles().isEmpty());
        assertThrows(JobFailedException.class, () -> numbers(context).map(number -> KindlingFiles.get("words.txt")).collect());
    }

    @Test
    public void shouldRunAJobInItsSessionWhateverTheThreadSays() {
        for (final KindlingContext session : List.of(context, context.newSession())) {
            for (final String said : List.of("2", "no number")) {
                session.setLocalProperty(JobProperties.SESSION, said);
                assertEquals(List.of(session == context ? "none" : "1"), numbers(session).map(number ->
                        Objects.requireNonNullElse(TaskContext.get().getLocalProperty(JobProperties.SESSION), "none")).distinct().collect());
            }
        }
    }

    @Test
    public void shouldCancelAGroupOfOneSessionAlone() throws Exception {
        final KindlingContext one = context.newSession();
        final KindlingContext two = context.newSession();
        one.setJobGroup("group", "jobs of one");
        two.setJobGroup("group", "jobs of two");
        final JavaFutureAction<Long> waiting = waiting(one);
        assertTrue(begun.await(20, TimeUnit.SECONDS));
        assertEquals(1, one.statusTracker().getJobIdsForGroup("group").length);
        assertEquals(0, two.statusTracker().getJobIdsForGroup("group").length);
        two.cancelJobGroupAndFutureJobs("group");
        two.cancelAllJobs();
        context.cancelJobGroup("group");
        assertThrows("its future jobs are refused", JobFailedException.class, () -> numbers(two).count());
        assertEquals("those of the other session are not", 4, numbers(one).count());
        assertEquals(1, one.statusTracker().getActiveJobIds().length);
        one.cancelJobGroup("group");
        assertThrows(ExecutionException.class, () -> waiting.get(20, TimeUnit.SECONDS));
    }

    private static JavaFutureAction<Long> waiting(final KindlingContext session) {
        return session.parallelize(List.of(1), 1).filter(number -> {
            seen = new WeakReference<>(Thread.currentThread().getContextClassLoader());
            begun.countDown();
            return hold.await(60, TimeUnit.SECONDS);
        }).countAsync();
    }

    @Test
    public void shouldEndTheJobsAndTheCodeOfASessionThatIsClosed() throws Exception {
        final KindlingContext other = sessionWith("other");
        final KindlingContext session = sessionWith("one");
        final CompletableFuture<Boolean> hook = new CompletableFuture<>();
        session.onClose(() -> hook.complete(true));
        final Rdd<String> data = says(session);
        data.collect();
        final JavaFutureAction<Long> waiting = waiting(session);
        assertTrue(begun.await(20, TimeUnit.SECONDS));
        session.close();
        session.close();
        assertTrue(hook.isDone());
        final String ended = assertThrows(ExecutionException.class, () -> waiting.get(20, TimeUnit.SECONDS)).getCause().getMessage();
        assertTrue(ended, ended.contains("Session 2 of the application has been closed"));
        for (final KindlingException refused : List.of(assertThrows(KindlingException.class, data::count),
                assertThrows(KindlingException.class, () -> numbers(session).countAsync()), assertThrows(KindlingException.class, () -> session.addJar("x.jar")))) {
            assertTrue(refused.getMessage(), refused.getMessage().contains("Session 2 of the application has been closed"));
        }
        TestDriver.await("the class loader of its code has gone", () -> {
            System.gc();
            return seen.get() == null;
        });
        assertEquals("other", says(other).first());
        assertEquals(4, numbers(context).count());
    }

    @Test
    public void shouldEndAllSessionsWithTheApplication() throws Exception {
        final KindlingContext session = sessionWith("one");
        final Rdd<String> data = says(session);
        assertEquals(4, data.count());
        context.close();
        final String text = assertThrows(KindlingException.class, data::count).getMessage();
        assertTrue(text, text.contains("The context has been closed"));
        assertThrows(KindlingException.class, context::newSession);
        assertThrows(KindlingException.class, session::newSession);
    }
}
