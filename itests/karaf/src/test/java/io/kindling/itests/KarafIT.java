package io.kindling.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.options;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.configureConsole;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFilePut;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.karafDistributionConfiguration;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.junit.After;
import org.junit.Before;
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
import org.osgi.framework.Constants;
import org.osgi.util.tracker.ServiceTracker;

/** A Karaf as it comes, and what its user types: the archive, one feature, the guide's bundle, its command. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class KarafIT {

    private static final long LIMIT_MILLIS = TimeUnit.SECONDS.toMillis(30);

    @Inject
    private SessionFactory sessions;

    @Inject
    private BundleContext container;

    @Rule
    public final TemporaryFolder files = new TemporaryFolder();

    private KarafShell shell;

    @Configuration
    public Option[] configuration() throws IOException, InterruptedException {
        final ClusterProcesses cluster = new ClusterProcesses(new Distribution(), 2, 1);
        final Path work = Files.createDirectories(Path.of(System.getProperty("kindling.test.work")));
        try (InputStream keeper = ContainerOptions.keeperBundle(ContainerOptions.FIRST_KEEPER)) {
            Files.copy(keeper, work.resolve("keeper.jar"), StandardCopyOption.REPLACE_EXISTING);
        }
        final String properties = "etc/system.properties";
        return options(
                karafDistributionConfiguration().name("Apache Karaf").karafVersion(System.getProperty("kindling.test.karafVersion"))
                        .frameworkUrl(Path.of(System.getProperty("kindling.test.karaf")).toUri().toString())
                        .unpackDirectory(work.resolve("home").toFile()).useDeployFolder(false),
                configureConsole().ignoreLocalConsole().ignoreRemoteShell(),
                editConfigurationFilePut("etc/org.ops4j.pax.url.mvn.cfg", "org.ops4j.pax.url.mvn.localRepository",
                        System.getProperty("org.ops4j.pax.url.mvn.localRepository")),
                editConfigurationFilePut(properties, "itest.master", cluster.url()),
                editConfigurationFilePut(properties, "itest.kar", Path.of(System.getProperty("kindling.test.kar")).toUri().toString()),
                editConfigurationFilePut(properties, "itest.example", Path.of(System.getProperty("kindling.test.karafExample")).toUri().toString()),
                editConfigurationFilePut(properties, "itest.keeper", work.resolve("keeper.jar").toUri().toString()));
    }

    @Before
    public void install() throws Exception {
        service("(objectClass=org.apache.karaf.features.BootFinished)");
        shell = new KarafShell(sessions);
        if (!shell.run("kar:list").contains("kindling-features")) {
            shell.run("kar:install " + System.getProperty("itest.kar"));
        }
        shell.run("feature:install kindling");
    }

    @After
    public void uninstallApplications() throws Exception {
        for (final Bundle bundle : container.getBundles()) {
            if (List.of("kindling-karaf-example", ContainerOptions.FIRST_KEEPER).contains(bundle.getSymbolicName())) {
                bundle.uninstall();
            }
        }
    }

    @Test
    public void shouldHaveAllBundlesActive() {
        final List<String> idle = Arrays.stream(container.getBundles())
                .filter(bundle -> bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null && bundle.getState() != Bundle.ACTIVE)
                .map(bundle -> bundle.getSymbolicName() + " in state " + bundle.getState()).toList();
        assertEquals(List.of(), idle);
        assertTrue(ours().count() > 15);
    }

    @Test
    public void shouldRunTheGuidesCommandInThisJvmAndOnRealExecutors() throws Exception {
        final Path text = Files.writeString(files.newFile().toPath(), "A rose is a rose, is a rose\n");
        shell.run("bundle:install -s " + System.getProperty("itest.example"));
        awaitCommand();

        final List<String> expected = List.of("3 rose", "2 is", "2 a", "1 A");
        assertEquals(expected, lines(shell.run("example:wordcount \"local[2]\" " + text)));
        assertEquals(expected, lines(shell.run("example:wordcount " + System.getProperty("itest.master") + " " + text)));
    }

    @Test
    public void shouldKeepAContextWhileItsClusterManagerIsStoppedAndStarted() throws Exception {
        final UnaryOperator<String> context = keeper();
        final String executor = context.apply(alone());

        shell.run("bundle:stop io.kindling.cluster.standalone");
        assertEquals("the executor does not notice", executor, context.apply(alone()));
        shell.run("bundle:start io.kindling.cluster.standalone");
        assertEquals("it is known again", executor, context.apply(alone()));
    }

    @Test
    public void shouldEndAContextByNameWhenItsTransportIsStoppedWithTheWholeFeature() throws Exception {
        shell.run("feature:uninstall kindling");
        assertEquals("nothing of ours is left", List.of(), ours().map(Bundle::getSymbolicName).toList());
        shell.run("feature:install kindling-local kindling-standalone");
        final UnaryOperator<String> context = keeper();
        context.apply(alone());

        shell.run("feature:stop kindling-standalone");
        assertNotEquals(Bundle.ACTIVE, bundle("io.kindling.cluster.standalone").getState());
        shell.run("feature:start kindling-standalone");

        final String failure = assertThrows(RuntimeException.class, () -> context.apply(alone())).getMessage();
        assertTrue(failure, failure.contains("The transport of the context has been stopped"));
        assertTrue("a new context", Long.parseLong(contexts().apply(System.getProperty("itest.master")).apply(alone())) > 0);
        shell.run("feature:uninstall kindling-local kindling-standalone");
    }

    @Test
    public void shouldHaveTheOperatorsCommands() throws Exception {
        assertTrue("help of kindling:apps", shell.run("kindling:apps --help").contains("kindling:apps"));
    }

    @Test
    public void shouldNeedNoSettingOfTheContainer() {
        final String delegated = container.getProperty(Constants.FRAMEWORK_BOOTDELEGATION);
        assertTrue(delegated, delegated == null || !delegated.contains("kindling") && !delegated.contains("netty"));
        assertNull(container.getProperty("kindling.home"));
    }

    private Stream<Bundle> ours() {
        return Arrays.stream(container.getBundles()).filter(bundle -> bundle.getSymbolicName().startsWith("io.kindling."));
    }

    private Bundle bundle(final String name) {
        return Arrays.stream(container.getBundles()).filter(bundle -> name.equals(bundle.getSymbolicName())).findFirst().orElseThrow();
    }

    private static List<String> lines(final String printed) {
        return printed.lines().map(String::strip).filter(line -> !line.isEmpty()).sorted((a, b) -> b.compareTo(a)).toList();
    }

    private void awaitCommand() throws Exception {
        service("(osgi.command.function=wordcount)");
    }

    /** A context that is open. */
    private UnaryOperator<String> keeper() throws Exception {
        shell.run("bundle:install -s " + System.getProperty("itest.keeper"));
        return contexts().apply(System.getProperty("itest.master"));
    }

    @SuppressWarnings("unchecked")
    private Function<String, UnaryOperator<String>> contexts() throws Exception {
        return (Function<String, UnaryOperator<String>>) service("(example=keeper)");
    }

    private Object service(final String filter) throws Exception {
        final ServiceTracker<Object, Object> tracker = new ServiceTracker<>(container, container.createFilter(filter), null);
        tracker.open(true);
        try {
            final Object service = tracker.waitForService(LIMIT_MILLIS);
            assertNotNull(filter + " is there", service);
            return service;
        } finally {
            tracker.close();
        }
    }

    /** A meeting of a task with itself. */
    private String alone() throws IOException {
        final Path file = files.newFile().toPath();
        return file + "," + file;
    }
}
