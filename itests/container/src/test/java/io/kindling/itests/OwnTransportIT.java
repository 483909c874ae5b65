package io.kindling.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.options;

import io.kindling.transport.api.Transport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import javax.inject.Inject;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.util.tracker.ServiceTracker;

/** Our transports are stopped, one that this test has written takes their place, and a job runs. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class OwnTransportIT {

    @Rule
    public final TemporaryFolder files = new TemporaryFolder();

    @Inject
    private BundleContext context;

    @Configuration
    public Option[] configuration() {
        return options(ContainerOptions.common(), ContainerOptions.driver(), ContainerOptions.application());
    }

    @Test
    public void shouldRunAJobOverAnotherTransport() throws Exception {
        for (final Bundle bundle : context.getBundles()) {
            if (Arrays.asList("io.kindling.transport.netty", "io.kindling.transport.local").contains(bundle.getSymbolicName())) {
                bundle.stop();
            }
        }
        final TestTransport transport = new TestTransport();
        final Hashtable<String, Object> properties = new Hashtable<>(Map.of(Transport.NAME, "local"));
        context.registerService(Transport.class, transport, properties);
        final ServiceTracker<?, BiFunction<String, String, Map<String, Integer>>> tracker =
                new ServiceTracker<>(context, context.createFilter("(example=word-count)"), null);
        tracker.open();
        final BiFunction<String, String, Map<String, Integer>> counter = tracker.waitForService(TimeUnit.SECONDS.toMillis(20));
        final Path text = Files.writeString(files.newFile().toPath(), "one two two\n");

        assertEquals(Map.of("one", 1, "two", 2), counter.apply("local[2]", text.toString()));
        assertTrue("frames went over the test's transport", transport.framesCarried() > 5);
        tracker.close();
    }
}
