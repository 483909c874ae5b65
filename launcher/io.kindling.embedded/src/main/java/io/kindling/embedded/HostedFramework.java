package io.kindling.embedded;

import io.kindling.api.KindlingException;
import io.kindling.launcher.EmbeddedFramework;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * A framework inside somebody else's program: it must not keep the JVM alive when that program forgets to close its
 * context, and it stops with the JVM.
 */
final class HostedFramework implements AutoCloseable {

    private final EmbeddedFramework framework;
    private final Thread hook;

    private HostedFramework(final EmbeddedFramework framework) {
        this.framework = framework;
        this.hook = new Thread(framework::close, "kindling-shutdown");
    }

    static HostedFramework start(final Callable<EmbeddedFramework> starter) {
        final FutureTask<EmbeddedFramework> task = new FutureTask<>(starter);
        // Threads inherit being a daemon, and the framework's are made while it starts.
        final Thread thread = new Thread(task, "kindling-start");
        thread.setDaemon(true);
        thread.start();
        try {
            final HostedFramework hosted = new HostedFramework(task.get());
            Runtime.getRuntime().addShutdownHook(hosted.hook);
            return hosted;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KindlingException("interrupted while the runtime was starting");
        } catch (ExecutionException e) {
            throw new KindlingException("the embedded runtime does not start: " + e.getCause().getMessage(), e.getCause());
        }
    }

    EmbeddedFramework framework() {
        return framework;
    }

    @Override
    public void close() {
        framework.close();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is going down, and the hook finds nothing left to do.
            return;
        }
    }
}
