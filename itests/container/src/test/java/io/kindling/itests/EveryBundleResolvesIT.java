package io.kindling.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;

/** Each bundle of ours resolves alone, in a framework that knows all bundles, and takes in only those of lower layers. */
@RunWith(Parameterized.class)
public class EveryBundleResolvesIT {

    private static final String OURS = "io.kindling.";
    /** Within this layer they may take in each other. */
    private static final int SIDEWAYS = 2;

    @Rule
    public final TemporaryFolder storage = new TemporaryFolder();

    private final String name;
    private final Path jar;
    private Framework framework;

    public EveryBundleResolvesIT(final String name, final Path jar) {
        this.name = name;
        this.jar = jar;
    }

    @Parameters(name = "{0}")
    public static List<Object[]> bundles() throws IOException {
        final Map<String, Path> ours = new TreeMap<>();
        for (final Path jar : new Distribution().allBundles()) {
            final String name = Distribution.symbolicName(jar);
            if (name.startsWith(OURS)) {
                ours.put(name, jar);
            }
        }
        assertEquals("the bundles of the house are in the distribution or in the features", new TreeMap<>(layers()).keySet(), ours.keySet());
        return ours.entrySet().stream().map(each -> new Object[] {each.getKey(), each.getValue()}).toList();
    }

    @Before
    public void start() throws BundleException {
        framework = PlainFramework.start(storage.getRoot().toPath());
    }

    @After
    public void stop() throws BundleException, InterruptedException {
        framework.stop();
        framework.waitForStop(TimeUnit.SECONDS.toMillis(10));
    }

    @Test
    public void shouldResolveAloneWithLowerLayersOnly() throws BundleException, IOException {
        final Bundle logging = framework.getBundleContext().installBundle(ContainerOptions.logging().toUri().toString());
        Bundle alone = null;
        for (final Path each : new Distribution().allBundles()) {
            if (Distribution.symbolicName(each).equals(logging.getSymbolicName())) {
                continue; // the features for containers may bring it too
            }
            final Bundle installed = framework.getBundleContext().installBundle(each.toUri().toString());
            alone = each.equals(jar) ? installed : alone;
        }

        assertTrue(name + " resolves: " + reason(alone), framework.adapt(FrameworkWiring.class).resolveBundles(List.of(alone)));

        assertEquals(name, alone.getSymbolicName());
        final Map<String, Integer> layers = layers();
        final int own = layers.get(name);
        final List<String> taken = wiredTo(alone).stream()
                .map(Bundle::getSymbolicName).filter(each -> each.startsWith(OURS) && !each.equals(name)).sorted().toList();
        final List<String> wrong = taken.stream().filter(each -> layers.get(each) > own || layers.get(each) == own && own != SIDEWAYS).toList();
        assertEquals(name + " of layer " + own + " took in " + taken.stream().map(each -> each + " of " + layers.get(each)).toList(), List.of(), wrong);
    }

    /** Whatever a bundle needs, directly or not; a framework may have resolved others beside. */
    private static Set<Bundle> wiredTo(final Bundle alone) {
        final Set<Bundle> found = new LinkedHashSet<>(List.of(alone));
        final Deque<Bundle> open = new ArrayDeque<>(found);
        while (!open.isEmpty()) {
            for (final BundleWire wire : open.poll().adapt(BundleWiring.class).getRequiredWires(null)) {
                final Bundle provider = wire.getProvider().getBundle();
                if (found.add(provider)) {
                    open.add(provider);
                }
            }
        }
        return found;
    }

    /** Only a start tells why a bundle does not resolve; those that resolve are not started. */
    private String reason(final Bundle bundle) {
        if (framework.adapt(FrameworkWiring.class).resolveBundles(List.of(bundle))) {
            return "";
        }
        try {
            bundle.start();
            return "no reason was given";
        } catch (final BundleException e) {
            return e.getMessage();
        }
    }

    /** The layers that the build itself checks the imports with. */
    private static Map<String, Integer> layers() throws IOException {
        return Files.readAllLines(Path.of(System.getProperty("kindling.test.layers"))).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.strip().split(" +"))
                .collect(Collectors.toMap(words -> words[1], words -> Integer.parseInt(words[0])));
    }
}
