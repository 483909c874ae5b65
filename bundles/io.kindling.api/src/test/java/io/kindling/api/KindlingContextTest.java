package io.kindling.api;

import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.api.spi.ContextBackend;
import io.kindling.api.spi.CurrentTask;
import io.kindling.api.spi.RunningTask;
import java.lang.reflect.Proxy;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** What a function that runs in a task cannot do with a context. */
public class KindlingContextTest {

    private final KindlingContext context = new KindlingContext(untouched(ContextBackend.class));

    @Before
    public void enterATask() {
        CurrentTask.enter(untouched(RunningTask.class));
    }

    @After
    public void leaveIt() {
        CurrentTask.leave();
    }

    private static <T> T untouched(final Class<T> type) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
            throw new AssertionError(method);
        }));
    }

    @Test
    public void shouldRefuseToBeginInsideATask() {
        final KindlingConf conf = new KindlingConf(false).setMaster("local").setAppName("inner");
        refuses(() -> KindlingContext.getOrCreate(conf));
        refuses(() -> new KindlingContext(conf));
    }

    @Test
    public void shouldRefuseEachOfItsJobsInsideATask() {
        refuses(() -> context.emptyRDD());
        refuses(() -> context.wholeTextFiles("/data"));
        refuses(() -> context.setJobDescription("inner"));
        refuses(() -> context.longAccumulator());
        refuses(() -> context.addJar("a.jar"));
        refuses(() -> context.setCheckpointDir("/data"));
        refuses(context::close);
    }

    private static void refuses(final Runnable use) {
        final String message = assertThrows(KindlingException.class, use::run).getMessage();
        assertTrue(message, message.contains("inside a task"));
    }
}
