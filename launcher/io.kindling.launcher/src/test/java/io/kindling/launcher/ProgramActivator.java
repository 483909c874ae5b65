package io.kindling.launcher;

import java.util.Hashtable;
import java.util.concurrent.CountDownLatch;
import java.util.function.ToIntFunction;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** The program of the tests' assemblies: answers with the number of its arguments, throws, or waits until it is stopped. */
public final class ProgramActivator implements BundleActivator {

    private final CountDownLatch stopped = new CountDownLatch(1);

    @Override
    public void start(final BundleContext context) {
        final Hashtable<String, Object> properties = new Hashtable<>();
        properties.put("kindling.main", "test");
        final ToIntFunction<String[]> program = this::run;
        context.registerService(ToIntFunction.class, program, properties);
    }

    @Override
    public void stop(final BundleContext context) {
        System.out.println("stopped");
        stopped.countDown();
    }

    private int run(final String[] argv) {
        System.out.println("running");
        if (argv.length > 0 && argv[0].equals("throw")) {
            throw new IllegalStateException("thrown by the program");
        }
        if (argv.length > 0 && argv[0].equals("wait")) {
            try {
                stopped.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return argv.length;
    }
}
