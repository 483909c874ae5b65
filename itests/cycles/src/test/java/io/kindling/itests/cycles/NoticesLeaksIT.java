package io.kindling.itests.cycles;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;

/** What the other tests rely on: that an application which is kept, a thread, a file and a hook are seen. */
public class NoticesLeaksIT {

    private static final int KEPT = 4;

    @Rule
    public final TemporaryFolder storage = new TemporaryFolder();

    private final Probe probe = new Probe();

    /** How much {@link Series#LEAK_KIB} is. */
    @Test
    public void shouldSeeInMetaspaceThatApplicationsAreKept() throws Exception {
        final List<ClassLoader> kept = new ArrayList<>();
        try (TestContainer container = new TestContainer(storage.newFolder().toPath())) {
            deploy(container, 0);
            final Snapshot before = settled();
            for (int i = 1; i <= KEPT; i++) {
                kept.add(deploy(container, i));
            }
            final double each = (settled().metaspace() - before.metaspace()) / (double) KEPT;
            assertTrue("a kept application costs " + each + " KiB", each >= Series.LEAK_KIB);
            assertTrue("far more than what is let pass", each >= 4 * Series.STEEPEST);
        }
        assertEquals(KEPT, kept.size());
    }

    @Test
    public void shouldSeeALoaderThatIsKept() throws Exception {
        final Object kept = new Object();
        final WeakReference<?> reference = new WeakReference<>(kept);

        final AssertionError failure = assertThrows(AssertionError.class, () -> new Rounds("kept", 0, new Gone(1)).run(number -> List.of(reference)));

        assertTrue(failure.getMessage(), failure.getMessage().contains(kept.toString()));
    }

    @Test
    public void shouldSeeThreadsFilesAndHooks() throws Exception {
        final Snapshot before = probe.look();
        final CountDownLatch end = new CountDownLatch(1);
        final Thread thread = new Thread(() -> awaitQuietly(end), "left over");
        final Thread hook = new Thread("left hook");
        thread.start();
        Runtime.getRuntime().addShutdownHook(hook);
        final Path file = Files.createTempFile("left", ".tmp");
        try (var open = Files.newByteChannel(file)) {
            final Set<String> more = probe.look().things();
            assertTrue(open.isOpen());
            final String name = file.toString().replaceAll("\\d+", "N");
            for (final String each : List.of("thread left over", "shutdown hook left hook", "temporary file " + name, "descriptor " + name)) {
                assertTrue(each + " is not among " + more, more.contains(each) && !before.things().contains(each));
            }
        } finally {
            end.countDown();
            thread.join();
            Runtime.getRuntime().removeShutdownHook(hook);
            Files.delete(file);
        }
    }

    private static void awaitQuietly(final CountDownLatch end) {
        try {
            end.await();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ClassLoader deploy(final TestContainer container, final int number) throws Exception {
        final Bundle bundle = container.install("cycle", Build.ofApplication(number));
        bundle.start();
        final ClassLoader loader = bundle.adapt(BundleWiring.class).getClassLoader();
        final Function<String, Callable<String>> application = container.service(bundle, "(cycles=application)");
        final Callable<String> job = application.apply("local[2]");
        assertEquals(Build.RESULT, job.call());
        ((AutoCloseable) job).close();
        bundle.uninstall();
        container.refresh(bundle);
        return loader;
    }

    private Snapshot settled() {
        System.gc();
        System.gc();
        return probe.look();
    }
}
