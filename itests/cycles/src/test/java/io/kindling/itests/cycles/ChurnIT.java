package io.kindling.itests.cycles;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;

/** Services come and go while contexts are asked for: who asks gets a result or is told why not, and nothing is kept. */
public class ChurnIT {

    private static final int TIMES_A_ROUND = 12;

    @Rule
    public final TemporaryFolder storage = new TemporaryFolder();

    private final Rounds rounds = new Rounds("churn");
    private TestContainer container;
    private int results;

    @Before
    public void start() throws Exception {
        container = new TestContainer(storage.newFolder().toPath());
    }

    @After
    public void stop() throws Exception {
        container.close();
    }

    @Test
    public void shouldAnswerOrSayWhyNot() throws Exception {
        rounds.run(this::cycle);
        assertTrue("some contexts ran a job", results > 0);
    }

    private List<WeakReference<?>> cycle(final int number) throws Exception {
        final Bundle bundle = container.install("churn", Build.ofChurn(number));
        bundle.start();
        final WeakReference<?> loader = new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader());
        final Function<Integer, Map<String, Object>> churn = container.service(bundle, "(cycles=churn)");
        final Map<String, Object> outcome = churn.apply(TIMES_A_ROUND);
        assertEquals("what went wrong in round " + number, "", outcome.get("failures"));
        results += (Integer) outcome.get("results");
        bundle.uninstall();
        container.refresh(bundle);
        return List.of(loader);
    }
}
