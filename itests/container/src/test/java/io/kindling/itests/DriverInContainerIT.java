package io.kindling.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.options;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
import org.ops4j.pax.exam.util.Filter;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;

/** A bundle that knows only the API counts words on executors in other processes, with nothing set but the master's URL. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class DriverInContainerIT {

    @Inject
    @Filter(value = "(example=word-count)", timeout = 30_000)
    private BiFunction<String, String, Map<String, Integer>> counter;

    @Inject
    @Filter(value = "(example=pi)", timeout = 30_000)
    private BiFunction<String, Integer, Double> pi;

    @Inject
    @Filter(value = "(example=log-analysis)", timeout = 30_000)
    private BiFunction<String, String, Map<String, Long>> failures;

    @Rule
    public final TemporaryFolder files = new TemporaryFolder();

    @Inject
    private BundleContext bundle;

    @Configuration
    public Option[] configuration() throws IOException, InterruptedException {
        final ClusterProcesses cluster = new ClusterProcesses(new Distribution(), 2, 1);
        return options(ContainerOptions.common(), ContainerOptions.driver(), ContainerOptions.application(),
                systemProperty("itest.master").value(cluster.url()));
    }

    @Test
    public void shouldRunTheCodeOfABundleOnRealExecutors() throws IOException {
        final Path text = Files.writeString(files.newFile().toPath(), "a rose is a rose\nis a rose\n");

        final Map<String, Integer> counts = counter.apply(System.getProperty("itest.master"), text.toString());

        assertEquals(Map.of("a", 3, "rose", 3, "is", 2), counts);
    }

    @Test
    public void shouldShipARecordOfAPrivatePackageThroughAJoin() throws IOException {
        Files.writeString(files.getRoot().toPath().resolve("access.log"), "c1 404 10 /\nc2 200 10 /\nc1 500 10 /\nc3 500 10 /\n");
        Files.writeString(files.getRoot().toPath().resolve("customers.csv"), "c1,Austria\nc2,Brazil\nc3,Canada\n");

        assertEquals(Map.of("Austria", 2L, "Canada", 1L), failures.apply(System.getProperty("itest.master"), files.getRoot().toString()));
    }

    @Test
    public void shouldCountInTasks() {
        assertEquals(Math.PI, pi.apply("local[2]", 4), 0.01);
    }

    @Test
    public void shouldRunTheSameCodeInThisJvm() throws IOException {
        final Path text = Files.writeString(files.newFile().toPath(), "to be or not to be\n");

        assertEquals(Map.of("to", 2, "be", 2, "or", 1, "not", 1), counter.apply("local[2]", text.toString()));
    }

    @Test
    public void shouldNeedNoFrameworkPropertyAndNoJvmFlag() {
        assertEquals("", bundle.getProperty(Constants.FRAMEWORK_BOOTDELEGATION));
        assertTrue("Pax Exam's own alone", Arrays.stream(bundle.getProperty(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA).split(","))
                .allMatch(each -> each.startsWith("org.ops4j.pax.exam")));
        assertNull(bundle.getProperty("kindling.home"));
        final List<String> flags = ManagementFactory.getRuntimeMXBean().getInputArguments();
        assertTrue(flags.toString(), flags.stream().noneMatch(flag -> flag.startsWith("--add-") || flag.contains("kindling")));
    }
}
