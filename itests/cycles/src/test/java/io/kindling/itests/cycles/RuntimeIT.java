package io.kindling.itests.cycles;

import static org.junit.Assert.assertEquals;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;

/** The runtime itself goes with its framework: no class loader of its bundles stays in the JVM, as in a program that uses it embedded. */
public class RuntimeIT {

    /** After those that let the JVM settle; each looks at all loaders of its own. */
    private static final int ROUNDS = 1;

    @Rule
    public final TemporaryFolder storage = new TemporaryFolder();

    @Test
    public void shouldGoWithItsFramework() throws Exception {
        new Rounds("runtime", ROUNDS).run(this::cycle);
    }

    private List<WeakReference<?>> cycle(final int number) throws Exception {
        final List<WeakReference<?>> loaders = new ArrayList<>();
        try (TestContainer container = new TestContainer(storage.newFolder().toPath())) {
            final Bundle bundle = container.install("cycle", Build.ofApplication(number));
            bundle.start();
            final Function<String, Callable<String>> application = container.service(bundle, "(cycles=application)");
            final Callable<String> job = application.apply(number == 0 ? "local-cluster[1,1,512]" : "local[2]");
            assertEquals(Build.RESULT, job.call());
            ((AutoCloseable) job).close();
            Arrays.stream(container.context().getBundles()).map(each -> each.adapt(BundleWiring.class)).filter(each -> each != null && each.getBundle().getBundleId() != 0)
                    .forEach(each -> loaders.add(new WeakReference<>(each.getClassLoader())));
        }
        return loaders;
    }
}
