package io.kindling.deploy.artifact;

import static org.junit.Assert.assertEquals;

import io.kindling.api.KindlingContext;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleRevision;

public class ExecutorGivesTest {

    @Rule
    public final TemporaryFolder storage = new TemporaryFolder();

    /** A package that is missed would make a bundle that imports it bring the whole API along, beside that of the executor. */
    @Test
    public void shouldGiveEveryPackageOfTheApi() throws Exception {
        final Path api = Path.of(KindlingContext.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        assertEquals(ModuleFinder.of(api).find("io.kindling.api").orElseThrow().descriptor().exports().stream()
                .map(ModuleDescriptor.Exports::source).collect(Collectors.toCollection(TreeSet::new)), new TreeSet<>(ExecutorGives.API));
    }

    @Test
    public void shouldKnowWhatTheFrameworkExports() throws Exception {
        final Framework framework = new FrameworkFactory().newFramework(Map.of(Constants.FRAMEWORK_STORAGE, storage.getRoot().toString()));
        framework.init();
        try {
            assertEquals(new TreeSet<>(ExecutorGives.FRAMEWORK), framework.adapt(BundleRevision.class).getDeclaredCapabilities(PackageNamespace.PACKAGE_NAMESPACE).stream()
                    .map(each -> (String) each.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE))
                    .filter(name -> name.startsWith("org.osgi.")).collect(Collectors.toCollection(TreeSet::new)));
        } finally {
            framework.stop();
            framework.waitForStop(10_000);
        }
    }
}
