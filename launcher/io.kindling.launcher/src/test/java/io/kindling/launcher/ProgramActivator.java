package io.kindling.launcher;

import java.util.Hashtable;
import java.util.concurrent.CountDownLatch;
import java.util.function.ToIntFunction;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;

/**
 * The program of the tests' assemblies: answers with the number of its arguments, throws, exits on another thread, or waits until it is stopped
 * (it has two services then).
 * Like a component it is there only while somebody uses it.
 */
public final class ProgramActivator implements BundleActivator, ServiceFactory<ToIntFunction<String[]>> {

    /** What the program exits with on another thread. */
    static final int EXIT_CODE = 9;
    private static final long JOIN_MILLIS = 10_000;

    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean used;
    private volatile BundleContext context;
    private volatile Thread caller;
    private volatile boolean returned;
    private volatile boolean calledAgain;

    @Override
    public void start(final BundleContext bundle) {
        context = bundle;
        final Hashtable<String, Object> properties = new Hashtable<>();
        properties.put("kindling.main", "test");
        properties.put("kindling.main.swappable", true);
        bundle.registerService(ToIntFunction.class.getName(), this, properties);
    }

    @Override
    public void stop(final BundleContext bundle) {
        System.out.println("stopped");
        stopped.countDown();
        if (caller != null) {
            awaitCaller();
        }
    }

    /** Its service is there until this method ends: the caller must not take it for the next version's. */
    private void awaitCaller() {
        while (!returned || !calledAgain && caller.getState() == Thread.State.RUNNABLE) {
            Thread.onSpinWait();
        }
        if (calledAgain) {
            throw new IllegalStateException("called again while it stops");
        }
    }

    @Override
    public ToIntFunction<String[]> getService(final Bundle bundle,
                                              final ServiceRegistration<ToIntFunction<String[]>> registration) {
        used = true;
        return this::run;
    }

    @Override
    public void ungetService(final Bundle bundle, final ServiceRegistration<ToIntFunction<String[]>> registration,
                             final ToIntFunction<String[]> service) {
        used = false;
    }

    private int run(final String[] argv) {
        if (!used) {
            throw new IllegalStateException("called, but not in use: a component would be deactivated now");
        }
        System.out.println("running");
        if (argv.length > 0 && argv[0].equals("throw")) {
            throw new IllegalStateException("thrown by the program");
        }
        if (argv.length > 0 && argv[0].equals("exit")) {
            exitOnAnotherThread(Thread.currentThread());
        }
        if (argv.length > 0 && argv[0].equals("wait")) {
            try {
                calledAgain = returned;
                caller = Thread.currentThread();
                // A second service tells that the program has been called.
                context.registerService(Runnable.class, () -> { }, null);
                stopped.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                returned = true;
            }
        }
        return argv.length;
    }

    /** The JVM does not go before its main thread has ended, or ten seconds have passed. */
    private void exitOnAnotherThread(final Thread main) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                main.join(JOIN_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            System.out.println("main thread " + main.getState());
        }));
        new Thread(() -> System.exit(EXIT_CODE)).start();
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
