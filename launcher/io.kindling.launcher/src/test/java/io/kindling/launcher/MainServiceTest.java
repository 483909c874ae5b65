package io.kindling.launcher;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.Map;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

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
