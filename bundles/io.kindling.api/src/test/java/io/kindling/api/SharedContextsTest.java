package io.kindling.api;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotSame;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.api.spi.ContextBackend;
import io.kindling.api.spi.ContextFactorySource;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.Test;

/** Programs of one JVM get their contexts independently of each other. */
public class SharedContextsTest {

    private static final int SECONDS = 20;
    private static final KindlingConf CONF = new KindlingConf(false);

    private final CountDownLatch go = new CountDownLatch(1);

    /** Where the runtime of a thread's contexts comes from. */
    private static final class Source extends ClassLoader implements ContextFactorySource {

        private final Function<KindlingConf, ContextBackend> opener;

        Source(final Function<KindlingConf, ContextBackend> opener) {
            super(SharedContextsTest.class.getClassLoader());
            this.opener = opener;
        }

        @Override
        public ContextBackend open(final KindlingConf conf) {
            return opener.apply(conf);
        }
    }

    private static final class Program extends ClassLoader {
    }

    /** Does nothing but run a hook when it is closed. */
    private static ContextBackend backend() {
        final Runnable[] hook = new Runnable[1];
        return (ContextBackend) Proxy.newProxyInstance(ContextBackend.class.getClassLoader(), new Class<?>[] {ContextBackend.class}, (self, method, arguments) -> {
            if (method.getName().equals("onClose")) {
                hook[0] = (Runnable) arguments[0];
            } else if (method.getName().equals("close")) {
                hook[0].run();
            }
            return null;
        });
    }

    private static KindlingContext context(final ClassLoader program, final Function<KindlingConf, ContextBackend> opener) {
        final Thread thread = Thread.currentThread();
        final ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(new Source(opener));
        try {
            return SharedContexts.of(program, () -> CONF);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Somebody whose context is being opened, for as long as it may not go on. */
    private CompletableFuture<KindlingContext> begin(final Program program, final Supplier<ContextBackend> backend) {
        final CountDownLatch begun = new CountDownLatch(1);
        final CompletableFuture<KindlingContext> context = async(() -> context(program, conf -> {
            begun.countDown();
            await(go);
            return backend.get();
        }));
        await(begun);
        return context;
    }

    private static <T> CompletableFuture<T> async(final Supplier<T> action) {
        final CompletableFuture<T> result = new CompletableFuture<>();
        final Thread thread = new Thread(() -> {
            try {
                result.complete(action.get());
            } catch (final RuntimeException | Error e) {
                result.completeExceptionally(e);
            }
        }, "program");
        thread.setDaemon(true);
        thread.start();
        return result;
    }

    private static void await(final CountDownLatch latch) {
        try {
            assertTrue("in time", latch.await(SECONDS, TimeUnit.SECONDS));
        } catch (final InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    public void shouldLetOtherProgramsOpenAndCloseWhileOneOpens() throws Exception {
        final CompletableFuture<KindlingContext> slow = begin(new Program(), SharedContextsTest::backend);
        // Many: some share the slow one's place in any table.
        final CompletableFuture<Integer> others = async(() -> {
            for (int i = 0; i < 1_000; i++) {
                context(new Program(), conf -> backend()).close();
            }
            return 1_000;
        });
        try {
            assertEquals(1_000, others.get(SECONDS, TimeUnit.SECONDS).intValue());
            assertFalse(slow.isDone());
        } finally {
            go.countDown();
        }
        slow.get(SECONDS, TimeUnit.SECONDS).close();
    }

    @Test
    public void shouldGiveSecondCallersTheSameUntilItIsClosed() throws Exception {
        final Program program = new Program();
        final CompletableFuture<KindlingContext> first = begin(program, SharedContextsTest::backend);
        final CompletableFuture<KindlingContext> second = async(() -> context(program, conf -> {
            throw new AssertionError("opened twice");
        }));
        go.countDown();
        final KindlingContext context = first.get(SECONDS, TimeUnit.SECONDS);
        assertSame(context, second.get(SECONDS, TimeUnit.SECONDS));
        context.close();
        final KindlingContext next = context(program, conf -> backend());
        assertNotSame(context, next);
        next.close();
    }

    @Test
    public void shouldTryAgainWhatHasFailed() throws Exception {
        final Program program = new Program();
        final CompletableFuture<KindlingContext> first = begin(program, () -> {
            throw new KindlingException("the cluster is away");
        });
        final CompletableFuture<KindlingContext> second = async(() -> context(program, conf -> backend()));
        go.countDown();
        assertEquals("the cluster is away", assertThrows(ExecutionException.class, () -> first.get(SECONDS, TimeUnit.SECONDS)).getCause().getMessage());
        second.get(SECONDS, TimeUnit.SECONDS).close();
    }

    @Test
    public void shouldRefuseToWaitForItself() throws Exception {
        final Program program = new Program();
        final CompletableFuture<KindlingContext> self = async(() -> context(program, conf -> {
            context(program, again -> backend());
            return backend();
        }));
        final String message = assertThrows(ExecutionException.class, () -> self.get(SECONDS, TimeUnit.SECONDS)).getCause().getMessage();
        assertTrue(message, message.contains("getOrCreate was called by what opens the context"));
        context(program, conf -> backend()).close();
    }
}
