package io.kindling.launcher;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;

public class MainServiceTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(1);

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private TestHome home;

    @Before
    public void makeHome() throws Exception {
        home = new TestHome(folder.getRoot().toPath());
    }

    @Test
    public void shouldCallTheProgramWithItsArgumentsAndReturnItsCode() throws Exception {
        home.bundle("program", Map.of("Bundle-Activator", ProgramActivator.class.getName(),
            "Import-Package", "org.osgi.framework"), ProgramActivator.class);
        try (EmbeddedFramework framework = EmbeddedFramework.start(home.assembly("test"), "test", FrameworkOptions.NONE)) {
            assertEquals(3, new MainService(framework, "test").call(new String[] {"a", "b", "c"}, LONG));
        }
    }

    @Test(timeout = 60_000)
    public void shouldCallTheProgramAgainWhenItsBundleWasStoppedAndIsBack() throws Exception {
        home.bundle("program", Map.of("Bundle-Activator", ProgramActivator.class.getName(),
            "Import-Package", "org.osgi.framework"), ProgramActivator.class);
        try (EmbeddedFramework framework = EmbeddedFramework.start(home.assembly("test"), "test", FrameworkOptions.NONE)) {
            final FutureTask<Integer> call = new FutureTask<>(() -> new MainService(framework, "test").call(new String[] {"wait", "b"}, LONG));
            new Thread(call, "program").start();
            final Bundle program = framework.context().getBundles()[1];
            awaitCall(program);
            for (int i = 0; i < 3; i++) {
                program.stop();
                program.start();
                awaitCall(program);
            }
            assertFalse("it goes on", call.isDone());

            framework.close();

            assertEquals(2, (int) call.get());
        }
    }

    @Test(timeout = 60_000)
    public void shouldEndWhenAProgramThatWasStoppedDoesNotComeBack() throws Exception {
        home.bundle("program", Map.of("Bundle-Activator", ProgramActivator.class.getName(),
            "Import-Package", "org.osgi.framework"), ProgramActivator.class);
        try (EmbeddedFramework framework = EmbeddedFramework.start(home.assembly("test"), "test", FrameworkOptions.NONE)) {
            final MainService service = new MainService(framework, "test", Duration.ZERO);
            final FutureTask<Integer> call = new FutureTask<>(() -> service.call(new String[] {"wait"}, LONG));
            final Bundle program = framework.context().getBundles()[1];
            final Thread thread = new Thread(call, "program");
            thread.start();
            awaitCall(program);
            program.stop();

            final Throwable failure = assertThrows(ExecutionException.class, call::get).getCause();
            assertTrue(failure.getMessage(), failure.getMessage().contains("the program of test was stopped and has not come back within 0 s"));
        }
    }

    @Test
    public void shouldTakeAProgramForStoppedWhoseBundleIsBackWhileItLooks() {
        final AtomicBoolean back = new AtomicBoolean();
        final Bundle bundle = answering(Bundle.class, Map.of(
            "getState", () -> back.getAndSet(true) ? Bundle.ACTIVE : Bundle.STOPPING));
        final ServiceReference<?> reference = answering(ServiceReference.class, Map.of(
            "getProperty", () -> true,
            "getBundle", () -> back.getAndSet(true) ? null : bundle));

        assertTrue(MainService.isStopped(reference, bundle));
    }

    private static <T> T answering(final Class<T> type, final Map<String, Supplier<?>> answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type},
            (proxy, method, arguments) -> answers.get(method.getName()).get()));
    }

    /** Until it was called: a program that never was there is another trouble. */
    private static void awaitCall(final Bundle program) {
        for (ServiceReference<?>[] services = null; services == null || services.length < 2; services = program.getRegisteredServices()) {
            Thread.onSpinWait();
        }
    }

    @Test
    public void shouldNameBundlesAndServicesThatStandInTheWay() throws Exception {
        home.bundle("unresolved", Map.of("Import-Package", "not.there"));
        home.bundle("waiting", Map.of(
            "Require-Capability", "osgi.service;filter:=\"(objectClass=some.Transport)\";effective:=active",
            "Provide-Capability", "osgi.service;objectClass:List<String>=\"some.Driver\";effective:=active"));
        try (EmbeddedFramework framework = EmbeddedFramework.start(home.assembly("test"), "test", FrameworkOptions.NONE)) {
            final LaunchException failure = assertThrows(LaunchException.class,
                () -> new MainService(framework, "test").call(new String[0], SHORT));
            assertTrue(failure.getMessage(), failure.getMessage().contains("not.there"));
            assertTrue(failure.getMessage(),
                failure.getMessage().contains("bundle waiting waits for a service (objectClass=some.Transport)"));
            assertTrue(failure.getMessage(),
                failure.getMessage().contains("bundle waiting has not registered its service [some.Driver]"));
        }
    }
}
