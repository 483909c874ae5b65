package io.kindling.embedded;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.api.KindlingException;
import io.kindling.launcher.RuntimeHome;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class HomeCacheTest {

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final Map<String, String> nested = new HashMap<>();
    private Path cache;

    @Before
    public void makeNestedHome() throws Exception {
        cache = folder.getRoot().toPath().resolve("a").resolve("runtime");
        nested.put("bundles/x.jar", "the bundle");
        nested.put("INDEX", sha256("the bundle") + " bundles/x.jar\n");
        nested.put("VERSION", "version=0.1.0\nbuild=" + sha256(nested.get("INDEX")) + "\n");
    }

    @Test
    public void shouldUnpackAHomeForItsUserAlone() throws Exception {
        final RuntimeHome home = newCache().home();
        assertEquals("the bundle", Files.readString(home.bundles().resolve("x.jar")));
        assertEquals(home.root().getFileName().toString(), home.build());
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(home.root())));
        assertEquals(List.of(home.root()), children());
    }

    @Test
    public void shouldUseTheHomeThatIsThere() throws Exception {
        final RuntimeHome first = newCache().home();
        nested.remove("bundles/x.jar");
        assertEquals(first, newCache().home());
    }

    @Test
    public void shouldLeaveNothingWhenAFileIsNotWhatTheIndexSays() throws Exception {
        nested.put("bundles/x.jar", "something else");
        final KindlingException refusal = assertThrows(KindlingException.class, () -> newCache().home());
        assertTrue(refusal.getMessage(), refusal.getMessage().contains("bundles/x.jar"));
        assertEquals(List.of(), children());
    }

    @Test
    public void shouldGiveOneHomeToAllWhoUnpackAtOnce() throws Exception {
        final int threads = 4;
        final CountDownLatch ready = new CountDownLatch(threads);
        final ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            final Callable<RuntimeHome> unpack = () -> new HomeCache(cache, path -> {
                if (path.equals("INDEX")) {
                    // Everybody has seen that there is no home before anybody makes one.
                    await(ready);
                }
                return resource(path);
            }).home();
            final List<Future<RuntimeHome>> homes = Stream.generate(() -> pool.submit(unpack)).limit(threads).toList();
            for (final Future<RuntimeHome> home : homes) {
                assertEquals(homes.get(0).get(30, TimeUnit.SECONDS), home.get(30, TimeUnit.SECONDS));
            }
        } finally {
            pool.shutdownNow();
        }
        assertEquals(1, children().size());
    }

    private static void await(final CountDownLatch ready) {
        ready.countDown();
        try {
            assertTrue(ready.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private HomeCache newCache() {
        return new HomeCache(cache, this::resource);
    }

    private InputStream resource(final String path) {
        final String text = nested.get(path);
        return text == null ? null : new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private List<Path> children() throws Exception {
        try (Stream<Path> files = Files.list(cache)) {
            return files.toList();
        }
    }

    private static String sha256(final String text) throws Exception {
        return HexFormat.of().formatHex(
            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
