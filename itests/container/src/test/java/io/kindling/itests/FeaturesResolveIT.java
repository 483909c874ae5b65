package io.kindling.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.feature.Feature;

/** Each OSGi feature is read by a feature service, and has all that its bundles need beside the framework. */
@RunWith(Parameterized.class)
public class FeaturesResolveIT {

    @Rule
    public final TemporaryFolder storage = new TemporaryFolder();

    private final String name;

    public FeaturesResolveIT(final String name) {
        this.name = name;
    }

    @Parameters(name = "{0}")
    public static List<String> features() throws IOException {
        final List<String> names = new FeatureFiles().names();
        assertTrue(names.toString(), names.containsAll(List.of("kindling", "kindling-api", "kindling-driver", "kindling-local", "kindling-standalone")));
        return names;
    }

    @Test
    public void shouldHaveAllThatItsBundlesNeed() throws BundleException, InterruptedException {
        final Feature feature = new FeatureFiles().read(name);
        assertEquals("io.kindling:kindling-features:osgifeature:" + name, feature.getID().toString().replaceFirst(":[^:]*$", ""));
        assertTrue(name + " tells what it is", feature.getDescription().isPresent());

        final Framework framework = PlainFramework.start(storage.getRoot().toPath());
        try {
            final List<Bundle> bundles = new ArrayList<>();
            for (final Path jar : new FeatureFiles().bundles(name)) {
                bundles.add(framework.getBundleContext().installBundle(jar.toUri().toString()));
            }
            framework.adapt(FrameworkWiring.class).resolveBundles(bundles);
            assertEquals("not resolved", List.of(), bundles.stream().filter(bundle -> bundle.getState() != Bundle.RESOLVED).toList());
        } finally {
            framework.stop();
            framework.waitForStop(TimeUnit.SECONDS.toMillis(10));
        }
    }
}
