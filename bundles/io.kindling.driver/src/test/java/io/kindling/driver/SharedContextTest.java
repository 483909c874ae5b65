package io.kindling.driver;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotSame;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;

import io.kindling.api.KindlingConf;
import io.kindling.api.KindlingContext;
import io.kindling.api.KindlingException;
import io.kindling.api.spi.ContextBackend;
import io.kindling.api.spi.ContextFactorySource;
import java.util.ArrayList;
import java.util.List;
import org.junit.After;
import org.junit.Test;

/** The context that a program shares, and what is done at its end. */
public class SharedContextTest {

    private final List<TestDriver> drivers = new ArrayList<>();
    private final ClassLoader before = Thread.currentThread().getContextClassLoader();

    @After
    public void close() {
        Thread.currentThread().setContextClassLoader(before);
        drivers.forEach(TestDriver::close);
    }

    @Test
    public void shouldShareOneContextUntilItIsClosed() {
        Thread.currentThread().setContextClassLoader(new Source(before));
        final KindlingContext first = KindlingContext.getOrCreate(new KindlingConf(false).setAppName("shared"));
        assertSame(first, KindlingContext.getOrCreate());
        assertEquals(3, first.range(0, 3).count());
        first.close();
        final KindlingContext second = KindlingContext.getOrCreate();
        assertNotSame(first, second);
        assertEquals(2, drivers.size());
        drivers.get(1).context.close("somebody else ends it");
        assertNotSame(second, KindlingContext.getOrCreate());
        KindlingContext.getOrCreate().close();
    }

    @Test
    public void shouldDoWhatTheApplicationWantsAtTheEnd() {
        final TestDriver driver = driver();
        final KindlingContext context = driver.running();
        final List<String> done = new ArrayList<>();
        context.onClose(() -> done.add("first"));
        context.onClose(() -> {
            throw new IllegalStateException("a hook that fails");
        });
        context.onClose(() -> done.add("jobs can run: " + context.range(0, 5).count()));
        context.close();
        context.close();
        assertEquals(List.of("jobs can run: 5", "first"), done);
        assertThrows(KindlingException.class, () -> context.onClose(() -> { }));
    }

    private TestDriver driver() {
        final TestDriver driver = new TestDriver(1);
        drivers.add(driver);
        return driver;
    }

    /** As the class loader that 'submit' gives an application. */
    private final class Source extends ClassLoader implements ContextFactorySource {

        Source(final ClassLoader parent) {
            super(parent);
        }

        @Override
        public ContextBackend open(final KindlingConf conf) {
            final TestDriver driver = driver();
            driver.running();
            return driver.context;
        }
    }
}
