package io.kindling.launcher;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.osgi.framework.Bundle;

public class UpdateWatchTest {

    private static final Map<String, String> PROGRAM = Map.of("Bundle-Activator", ProgramActivator.class.getName(),
        "Import-Package", "org.osgi.framework", "Bundle-Version", "1.1.0");

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final AtomicLong clock = new AtomicLong();
    private EmbeddedFramework framework;
    private Path updates;
    private UpdateWatch watch;

    @Before
    public void start() throws Exception {
        final RuntimeHome home = new TestHome(folder.newFolder("home").toPath())
            .bundle("program", Map.of("Bundle-Activator", ProgramActivator.class.getName(), "Import-Package", "org.osgi.framework"), ProgramActivator.class)
            .bundle("library", Map.of("Export-Package", "org.junit"), Test.class)
            .bundle("user", Map.of("Import-Package", "org.junit"))
            .bundle("bystander", Map.of())
            .bundle("runtime", Map.of("Export-Package", "org.junit.rules"), TemporaryFolder.class)
            .bundle("io.kindling.process", Map.of("Import-Package", "org.junit.rules")).assembly("test");
        framework = EmbeddedFramework.start(home, "test", FrameworkOptions.NONE);
        updates = Files.createDirectory(folder.getRoot().toPath().resolve("updates"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        watch = new UpdateWatch(UpdateDirectory.of(updates), new BundleUpdates(framework.context(), Duration.ofMillis(50)), "test",
            new PrintStream(said, true, StandardCharsets.UTF_8), () -> clock.getAndAdd(TimeUnit.MILLISECONDS.toNanos(7)));
    }

    @After
    public void stop() {
        framework.close();
    }

    @Test
    public void shouldUpdateABundleOnceAndTellSo() throws Exception {
        TestHome.jar(updates.resolve("program.jar"), "program", PROGRAM, ProgramActivator.class);

        watch.look();
        watch.look();

        assertEquals("kindling test: updated program 1.0.0 -> 1.1.0 in 7 ms\n", said());
        assertEquals("1.1.0", bundle("program").getVersion().toString());
        assertNotNull(bundle("program").getRegisteredServices());
    }

    @Test
    public void shouldRefreshWhatIsWiredToABundleAndNothingElse() throws Exception {
        final Class<?> before = bundle("user").loadClass(Test.class.getName());
        final Class<?> library = bundle("library").loadClass(Test.class.getName());
        final long bystander = bundle("bystander").getLastModified();
        TestHome.jar(updates.resolve("library.jar"), "library", Map.of("Export-Package", "org.junit", "Bundle-Version", "2.0.0"), Test.class);

        watch.look();

        assertSame(before, library);
        assertSame(bundle("library").loadClass(Test.class.getName()), bundle("user").loadClass(Test.class.getName()));
        assertFalse(before == bundle("user").loadClass(Test.class.getName()));
        assertEquals(Bundle.ACTIVE, bundle("user").getState());
        assertEquals(bystander, bundle("bystander").getLastModified());
    }

    @Test
    public void shouldTakeTheNewestOfSeveralLast() throws Exception {
        for (final String version : new String[] {"1.2.0", "1.1.0"}) {
            final Path jar = updates.resolve("bystander-" + version + ".jar");
            TestHome.jar(jar, "bystander", Map.of("Bundle-Version", version));
            Files.setLastModifiedTime(jar, FileTime.fromMillis(version.equals("1.2.0") ? 1_000 : 2_000));
        }

        watch.look();

        assertEquals("1.1.0", bundle("bystander").getVersion().toString());
        assertTrue(said(), said().indexOf("1.2.0") < said().indexOf("1.1.0"));
    }

    @Test
    public void shouldRefuseABundleThatIsCutOff() throws Exception {
        final Path whole = folder.getRoot().toPath().resolve("whole.jar");
        TestHome.jar(whole, "program", PROGRAM, ProgramActivator.class);
        final byte[] bytes = Files.readAllBytes(whole);
        Files.write(updates.resolve("program.jar"), Arrays.copyOf(bytes, bytes.length - 30));

        refuses("program.jar", "it is ");
    }

    @Test
    public void shouldRefuseABundleThatDoesNotResolveNamingWhatIsMissing() throws Exception {
        TestHome.jar(updates.resolve("program.jar"), "program", Map.of("Import-Package", "not.there", "Bundle-Version", "1.1.0"));

        refuses("program.jar", "not.there");
        assertEquals("nothing of the try is left", 7, framework.context().getBundles().length);
    }

    @Test
    public void shouldTakeBackABundleThatDoesNotStart() throws Exception {
        TestHome.jar(updates.resolve("program.jar"), "program", Map.of("Bundle-Activator", "no.such.Activator", "Bundle-Version", "1.1.0"));

        refuses("program.jar", "program 1.1.0 does not start, version 1.0.0 goes on");
    }

    @Test
    public void shouldTakeBackABundleThatHasNoProgramAnyMore() throws Exception {
        TestHome.jar(updates.resolve("program.jar"), "program", Map.of("Bundle-Version", "1.1.0"));

        refuses("program.jar", "its program was not there within 50 ms");
    }

    @Test
    public void shouldRefuseTheBundleThatHoldsTheProcesses() throws Exception {
        TestHome.jar(updates.resolve("process.jar"), "io.kindling.process", Map.of("Bundle-Version", "1.1.0"));

        refuses("process.jar", "io.kindling.process holds the child processes; restart the process instead");
    }

    @Test
    public void shouldRefuseWhatWouldRestartTheBundleThatHoldsTheProcesses() throws Exception {
        TestHome.jar(updates.resolve("runtime.jar"), "runtime", Map.of("Export-Package", "org.junit.rules", "Bundle-Version", "1.1.0"), TemporaryFolder.class);

        refuses("runtime.jar", "it would restart io.kindling.process, which holds the child processes");
        assertEquals("1.0.0", bundle("runtime").getVersion().toString());
    }

    @Test
    public void shouldTakeWhatComesWithAnUpdateThatFails() throws Exception {
        final Path broken = updates.resolve("a.jar");
        Files.writeString(broken, "no jar");
        Files.setLastModifiedTime(broken, FileTime.fromMillis(1_000));
        TestHome.jar(updates.resolve("b.jar"), "bystander", Map.of("Bundle-Version", "1.1.0"));

        watch.look();

        assertEquals("1.1.0", bundle("bystander").getVersion().toString());
        assertTrue(said(), said().contains("refused a.jar: "));
    }

    @Test
    public void shouldFollowALinkToItsDirectory() throws Exception {
        final Path link = Files.createSymbolicLink(folder.getRoot().toPath().resolve("link"), updates);

        assertEquals(updates.toRealPath().toString(), UpdateDirectory.of(link).toString());
    }

    @Test
    public void shouldRefuseAFileThatOthersCanWrite() throws Exception {
        TestHome.jar(updates.resolve("program.jar"), "program", PROGRAM, ProgramActivator.class);
        Files.setPosixFilePermissions(updates.resolve("program.jar"), PosixFilePermissions.fromString("rw-rw----"));

        refuses("program.jar", "it can be written by others");
    }

    @Test
    public void shouldLeaveABundleAloneThatIsNotHereAndWhatIsStillComing() throws Exception {
        TestHome.jar(updates.resolve("other.jar"), "other", Map.of());
        TestHome.jar(updates.resolve(".program.jar"), "program", PROGRAM, ProgramActivator.class);

        watch.look();

        assertEquals("kindling test: left other.jar alone: no bundle other is in this process\n", said());
        assertTrue(Files.exists(updates.resolve("other.jar")));
        assertEquals("1.0.0", bundle("program").getVersion().toString());
    }

    @Test
    public void shouldNotLookWhereOthersCanWrite() throws Exception {
        Files.setPosixFilePermissions(updates, PosixFilePermissions.fromString("rwxrwx---"));

        final String refusal = assertThrows(LaunchException.class, () -> UpdateDirectory.of(updates)).getMessage();

        assertTrue(refusal, refusal.contains("can be written by others") && refusal.contains("chmod 700"));
        assertThrows(LaunchException.class, () -> UpdateDirectory.of(updates.resolve("missing")));
    }

    private void refuses(final String file, final String reason) throws Exception {
        watch.look();
        watch.look();

        assertTrue(said(), said().startsWith("kindling test: refused " + file + ": ") && said().contains(reason));
        assertFalse(Files.exists(updates.resolve(file)));
        assertTrue(Files.readString(updates.resolve("refused").resolve(file + ".txt")).contains(reason));
        assertEquals("1.0.0", bundle("program").getVersion().toString());
        assertEquals(Bundle.ACTIVE, bundle("program").getState());
        assertNotNull(bundle("program").getRegisteredServices());
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }

    private Bundle bundle(final String symbolicName) {
        return Arrays.stream(framework.context().getBundles()).filter(bundle -> bundle.getSymbolicName().equals(symbolicName)).findFirst().orElse(null);
    }
}
