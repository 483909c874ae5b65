package io.kindling.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.options;
import static org.ops4j.pax.exam.CoreOptions.streamBundle;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;

import io.kindling.itests.application.Embedded;
import io.kindling.itests.application.Greeter;
import io.kindling.itests.application.Meeting;
import io.kindling.itests.application.Parts;
import io.kindling.itests.application.Probe;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
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
import org.ops4j.pax.tinybundles.TinyBundle;
import org.ops4j.pax.tinybundles.TinyBundles;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.util.tracker.ServiceTracker;

/** A bundle with a fragment, an embedded jar and a component runs as a whole in the process of an executor; it is updated while a job runs. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class ApplicationBundlesIT {

    private static final String NAME = "itests.parts";
    private static final long LIMIT_SECONDS = 60;

    @Rule
    public final TemporaryFolder files = new TemporaryFolder();

    @Inject
    private BundleContext container;

    @Configuration
    public Option[] configuration() throws IOException, InterruptedException {
        final ClusterProcesses cluster = new ClusterProcesses(new Distribution(), 1, 2);
        final Path other = Files.createTempFile("kindling-itest-parts", ".jar");
        other.toFile().deleteOnExit();
        try (InputStream in = parts("two")) {
            Files.write(other, in.readAllBytes());
        }
        return options(ContainerOptions.common(), ContainerOptions.driver(), streamBundle(fragment()).noStart(), streamBundle(parts("one")),
                systemProperty("itest.master").value(cluster.url()), systemProperty("itest.update").value(other.toString()));
    }

    private static InputStream fragment() {
        return TinyBundles.bundle().symbolicName("itests.parts.fragment").setHeader("Fragment-Host", NAME).setHeader("Bundle-ManifestVersion", "2")
                .addResource("fragment.txt", text("fragment")).build(TinyBundles.rawBuilder());
    }

    private static InputStream parts(final String version) throws IOException {
        TinyBundle bundle = TinyBundles.bundle().symbolicName(NAME);
        for (final Class<?> type : new Class<?>[] {Parts.class, Meeting.class, Greeter.class, Probe.class}) {
            bundle = bundle.addClass(type);
        }
        for (final String component : new String[] {"parts", "greeter"}) {
            bundle = bundle.addResource("OSGI-INF/" + component + ".xml", ApplicationBundlesIT.class.getResource("/OSGI-INF/" + component + ".xml"));
        }
        return bundle.addResource("version.txt", text(version)).addResource("lib/embedded.jar", embedded())
                .setHeader("Bundle-ManifestVersion", "2").setHeader("Bundle-ClassPath", ".,lib/embedded.jar")
                .setHeader("Import-Package", "io.kindling.api,io.kindling.api.function,org.osgi.framework")
                .setHeader("Service-Component", "OSGI-INF/parts.xml,OSGI-INF/greeter.xml")
                .build(TinyBundles.rawBuilder());
    }

    private static InputStream text(final String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static InputStream embedded() throws IOException {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        final String name = Embedded.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream jar = new JarOutputStream(bytes); InputStream in = Embedded.class.getClassLoader().getResourceAsStream(name)) {
            jar.putNextEntry(new JarEntry(name));
            in.transferTo(jar);
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    @Test
    public void shouldRunABundleOfManyPartsAndEndItsJobOnTheOldCodeWhenItIsUpdated() throws Exception {
        final UnaryOperator<String> first = open();
        assertEquals("fragment, embedded, hello, one", first.apply("alone"));
        final Path begun = files.getRoot().toPath().resolve("begun");
        final Path go = files.getRoot().toPath().resolve("go");
        final CompletableFuture<String> job = CompletableFuture.supplyAsync(() -> first.apply(begun + "," + go));
        await("the task has begun", () -> Files.exists(begun));

        final CompletableFuture<Void> update = CompletableFuture.runAsync(this::update);
        await("the bundle stops, but for the job", () -> bundle().getState() == Bundle.STOPPING);
        Files.writeString(go, "go");

        assertEquals("the job has ended on the code that it began with", "fragment, embedded, hello, one", job.get(LIMIT_SECONDS, TimeUnit.SECONDS));
        update.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        refresh();
        assertEquals("a new context has the new code", "fragment, embedded, hello, two", open().apply("alone"));
    }

    /** Else the fragment would stay with the content that is gone. */
    private void refresh() throws InterruptedException {
        final CountDownLatch refreshed = new CountDownLatch(1);
        container.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class).refreshBundles(null, event -> refreshed.countDown());
        assertTrue("the bundles are refreshed in time", refreshed.await(LIMIT_SECONDS, TimeUnit.SECONDS));
    }

    private void update() {
        try (InputStream in = Files.newInputStream(Path.of(System.getProperty("itest.update")))) {
            bundle().update(in);
        } catch (final IOException | BundleException e) {
            throw new IllegalStateException(e);
        }
    }

    private UnaryOperator<String> open() throws Exception {
        final ServiceTracker<?, Function<String, UnaryOperator<String>>> tracker = new ServiceTracker<>(container,
                container.createFilter("(example=parts)"), null);
        tracker.open();
        try {
            final Function<String, UnaryOperator<String>> contexts = tracker.waitForService(TimeUnit.SECONDS.toMillis(LIMIT_SECONDS));
            assertNotNull(NAME + " offers its service", contexts);
            return contexts.apply(System.getProperty("itest.master"));
        } finally {
            tracker.close();
        }
    }

    private Bundle bundle() {
        return Arrays.stream(container.getBundles()).filter(bundle -> NAME.equals(bundle.getSymbolicName())).findFirst().orElseThrow();
    }

    private static void await(final String what, final BooleanSupplier condition) throws InterruptedException {
        final long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (!condition.getAsBoolean()) {
            assertTrue("in time: " + what, System.nanoTime() < deadline);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}
