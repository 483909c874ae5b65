package io.kindling.executor;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotSame;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;

import io.kindling.dataflow.RecordCodecFactory;
import io.kindling.dataflow.StageProgram;
import io.kindling.deploy.Artifact;
import io.kindling.executor.task.TaskAttempt;
import io.kindling.protocol.message.ArtifactRef;
import io.kindling.protocol.message.CodeList;
import io.kindling.protocol.message.Registered;
import io.kindling.protocol.message.Release;
import io.kindling.protocol.message.Shutdown;
import io.kindling.protocol.message.TaskStatus;
import io.kindling.storage.api.BlockStore;
import io.kindling.storage.api.BlockStores;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** An application's code changes while its executor works. */
public class CodeVersionsTest extends DriverCase {

    private static final ThreadLocal<Object> LEFT = new ThreadLocal<>(); // what a library of the application leaves on its thread

    private final BlockingQueue<WeakReference<ClassLoader>> loaders = new LinkedBlockingQueue<>();
    private final CountDownLatch hold = new CountDownLatch(1);
    private final CountDownLatch begun = new CountDownLatch(1);

    @Before
    public void open() throws Exception {
        driver.welcome = new Registered(null, Map.of(), List.of(jar("one")), 50, 20_000);
        driver.codes.put(1, new CodeList(null, List.of(jar("two"))));
    }

    @After
    public void close() {
        hold.countDown();
    }

    private ArtifactRef jar(final String text) throws IOException {
        final Path jar = folder.getRoot().toPath().resolve(text + ".jar");
        try (OutputStream out = Files.newOutputStream(jar); JarOutputStream zip = new JarOutputStream(out)) {
            zip.putNextEntry(new JarEntry("version"));
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        final Artifact artifact = driver.classSpaces.read(jar);
        driver.artifacts.put(artifact.hash(), jar);
        return TestDriver.ref(artifact);
    }

    /** Says what the code is that it runs on; partition 9 waits. */
    private byte[] say(final int partition) throws Exception {
        final ClassLoader loader = Thread.currentThread().getContextClassLoader();
        loaders.add(new WeakReference<>(loader));
        LEFT.set(loader);
        if (partition == 9) {
            begun.countDown();
            assertTrue(hold.await(20, TimeUnit.SECONDS));
        }
        return loader.getResourceAsStream("version").readAllBytes();
    }

    private String result() throws Exception {
        final TaskStatus status = driver.status();
        assertTrue(status.toString(), status instanceof TaskStatus.Succeeded);
        return new String(((TaskStatus.Succeeded) status).result(), StandardCharsets.UTF_8);
    }

    @Test
    public void shouldKeepTheOldCodeForTasksUnderWayAndLetItGoAfterThem() throws Exception {
        final StageProgram program = task -> say(task.partition());
        driver.start(0, 2, stage -> program);
        driver.stage(0, 1);
        driver.launch(0, 1, 9);
        assertTrue(begun.await(20, TimeUnit.SECONDS));
        driver.stage(0, 2, 1);
        driver.launch(0, 2, 1);
        assertEquals("two", result());
        driver.send(0, retired(0));
        driver.send(0, new Release(new int[] {1}, new int[0], new int[0]));
        hold.countDown();
        assertEquals("the task that was under way has kept its code", "one", result());

        final WeakReference<ClassLoader> first = loaders.take();
        final WeakReference<ClassLoader> second = loaders.take();
        assertGone("the old class loader has gone, with the threads that had it", first);
        assertNotSame(null, second.get());
        driver.launch(0, 2, 2);
        assertEquals("two", result());
    }

    /** As sessions do: neither is older than the other, and both are used in turn. */
    @Test
    public void shouldKeepSeveralVersionsUntilTheDriverSaysThatOneIsNotNeeded() throws Exception {
        final StageProgram program = task -> say(task.partition());
        driver.start(0, 2, stage -> program);
        final Map<String, ClassLoader> seen = new HashMap<>();
        for (int i = 0; i < 6; i++) {
            final int stage = i + 1;
            driver.stage(0, stage, i % 2);
            driver.launch(0, stage, stage);
            final String text = result();
            final ClassLoader loader = loaders.take().get();
            assertEquals(i % 2 == 0 ? "one" : "two", text);
            assertSame("the same code as the last time", loader, seen.getOrDefault(text, loader));
            seen.put(text, loader);
            driver.send(0, new Release(new int[] {stage}, new int[0], new int[0]));
        }
        final WeakReference<ClassLoader> second = new WeakReference<>(seen.get("two"));
        seen.clear();
        driver.send(0, retired(1));
        assertGone("the class loader of what has been closed", second);
        driver.stage(0, 9, 0);
        driver.launch(0, 9, 1);
        assertEquals("one", result());
    }

    private static Release retired(final int code) {
        return new Release(new int[0], new int[0], new int[0], new int[] {code}, new int[0]);
    }

    private static void assertGone(final String what, final WeakReference<ClassLoader> loader) throws InterruptedException {
        for (int i = 0; i < 200 && loader.get() != null; i++) {
            System.gc();
            assertFalse(new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS));
        }
        assertNull(what, loader.get());
    }

    @Test
    public void shouldLetTheNewCodeHaveItsTurn() throws Exception {
        driver.start(0, 1, stage -> task -> say(task.partition()));
        driver.stage(0, 1);
        for (int warm = 100; warm < 1_100; warm++) { // the thread takes its next task at once
            driver.launch(0, 1, warm);
            assertEquals("one", result());
        }
        driver.launch(0, 1, 9, 1, 3, 4);
        assertTrue(begun.await(20, TimeUnit.SECONDS));
        driver.stage(0, 2, 1);
        driver.launch(0, 2, 2);
        final long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (Thread.getAllStackTraces().values().stream().noneMatch(CodeVersionsTest::waitsForItsTurn)) {
            assertTrue("the task of the new code does not wait", System.nanoTime() < deadline);
            Thread.yield();
        }
        hold.countDown();
        assertEquals("one", result());
        assertEquals("two", result());
        assertEquals("one", result());
    }

    private static boolean waitsForItsTurn(final StackTraceElement[] stack) {
        return stack.length > 0 && stack[0].getMethodName().equals("park")
                && Arrays.stream(stack).anyMatch(frame -> frame.getMethodName().equals("acquireUninterruptibly"))
                && Arrays.stream(stack).anyMatch(frame -> frame.getClassName().equals(TaskAttempt.class.getName()));
    }

    @Test
    public void shouldTellTheTaskWhenAVersionIsGone() throws Exception {
        driver.start(0, 1, stage -> task -> new byte[0]);
        driver.stage(0, 1, 7);
        driver.launch(0, 1, 1);
        final TaskStatus.Failed failed = (TaskStatus.Failed) driver.status();
        assertTrue(failed.summary(), failed.summary().contains("The application has no version 7"));
        assertFalse("another executor may have it", failed.fatal());
    }

    @Test
    public void shouldFailTheStageWithTheReasonForWhichTheCodeDoesNotOpen() throws Exception {
        final ArtifactRef plain = jar("bundle");
        driver.codes.put(2, new CodeList(null, List.of(new ArtifactRef(plain.hash(), "bundle", plain.name(), plain.bytes()))));
        driver.start(0, 1, stage -> task -> new byte[0]);
        driver.stage(0, 1, 2);
        driver.launch(0, 1, 1);
        final TaskStatus.Failed failed = (TaskStatus.Failed) driver.status();
        assertTrue(failed.summary(), failed.summary().startsWith("The OSGi framework's jar cannot be told"));
        assertTrue("it would be the same elsewhere", failed.fatal());
        driver.stage(0, 2, 1);
        driver.launch(0, 2, 2);
        assertEquals("the executor works on", TaskStatus.Succeeded.class, driver.status().getClass());
    }

    @Test
    public void shouldCloseWhatDidNotOpenAndTryItAgain() throws Exception {
        final RecordCodecFactory usual = driver.codecs;
        final List<ClassLoader> opened = new CopyOnWriteArrayList<>();
        driver.codecs = (streams, loader, configuration) -> {
            opened.add(loader);
            if (opened.size() == 1) {
                throw new IllegalStateException("no codec");
            }
            return usual.create(streams, loader, configuration);
        };
        driver.start(0, 1, stage -> task -> new byte[0]);
        driver.stage(0, 1);
        driver.launch(0, 1, 1);
        assertTrue(((TaskStatus.Failed) driver.status()).summary().contains("no codec"));
        assertNull("its loader was left open", opened.get(0).getResource("version"));
        driver.stage(0, 2);
        driver.launch(0, 2, 2);
        assertEquals(TaskStatus.Succeeded.class, driver.status().getClass());
    }

    @Test
    public void shouldCloseAllVersionsAtOnceWhenTheExecutorEnds() throws Exception {
        final CountDownLatch both = new CountDownLatch(2);
        final List<Boolean> met = new CopyOnWriteArrayList<>();
        final BlockStores usual = driver.blocks;
        driver.blocks = setup -> {
            final BlockStore store = usual.open(setup);
            return (BlockStore) Proxy.newProxyInstance(BlockStore.class.getClassLoader(), new Class<?>[] {BlockStore.class}, (self, method, arguments) -> {
                if (method.getName().equals("removeAll")) { // a version closes
                    both.countDown();
                    met.add(both.await(5, TimeUnit.SECONDS));
                }
                return method.invoke(store, arguments);
            });
        };
        driver.start(0, 2, stage -> task -> say(task.partition()));
        driver.stage(0, 1);
        driver.stage(0, 2, 1);
        driver.launch(0, 1, 1);
        driver.launch(0, 2, 2);
        assertEquals(Set.of("one", "two"), Set.of(result(), result()));
        driver.send(0, new Shutdown("the application has ended"));
        driver.exitCode(0);
        assertEquals(List.of(true, true), met);
    }
}
