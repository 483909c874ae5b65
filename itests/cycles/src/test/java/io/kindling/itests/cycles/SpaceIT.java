package io.kindling.itests.cycles;

import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.osgi.framework.Bundle;

/** Class spaces are opened and closed as in an executor, of plain jars and of bundles; each goes. */
public class SpaceIT {

    private static final int PAIRS = 1;

    @Rule
    public final TemporaryFolder storage = new TemporaryFolder();

    private final Rounds rounds = new Rounds("spaces");
    private TestContainer container;
    private Function<Path, WeakReference<?>> opener;

    @Before
    public void start() throws Exception {
        container = new TestContainer(storage.newFolder().toPath());
        final Bundle bundle = container.install("opener", Build.ofSpaceOpener());
        bundle.start();
        opener = container.service(bundle, "(cycles=space)");
    }

    @After
    public void stop() throws Exception {
        container.close();
    }

    @Test
    public void shouldLetEachClassSpaceGo() throws Exception {
        final Path file = storage.newFile("code.jar").toPath();
        rounds.run(number -> {
            final List<WeakReference<?>> ended = new ArrayList<>();
            for (int i = 0; i < PAIRS; i++) {
                final byte[] bundle = Build.ofApplication(number * PAIRS + i);
                ended.add(opener.apply(Files.write(file, bundle)));
                ended.add(opener.apply(Files.write(file, BundleJar.plain(bundle))));
            }
            return ended;
        });
    }
}
