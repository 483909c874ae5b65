package io.kindling.architecture;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

/** Applies the rules to the project. */
public class ArchitectureTest {

    @Test
    public void shouldFindTheBundles() throws Exception {
        assertTrue("a check of nothing proves nothing", House.ofThisBuild().bundles().size() > 20);
    }

    @Test
    public void shouldHaveCleanManifestsPackagesAndModules() throws Exception {
        final List<String> found = new ArrayList<>();
        for (final BuiltBundle bundle : House.ofThisBuild().bundles()) {
            found.addAll(BundleRules.violations(bundle));
        }
        assertNone(found);
    }

    @Test
    public void shouldHaveNoPackageInTwoBundles() throws Exception {
        assertNone(BundleRules.splitPackages(House.ofThisBuild().bundles()));
    }

    @Test
    public void shouldImportDownwardsOnly() throws Exception {
        assertNone(LayerTable.ofTheHouse().violations(House.ofThisBuild().bundles()));
    }

    @Test
    public void shouldHaveCleanSources() throws Exception {
        final List<String> found = new ArrayList<>();
        for (final Path module : House.ofThisBuild().modules()) {
            found.addAll(SourceRules.violations(module));
        }
        found.addAll(SourceRules.wildcardOptionalImports(House.ofThisBuild().bnd()));
        assertNone(found);
    }

    private static void assertNone(final List<String> violations) {
        assertEquals("\n" + String.join("\n", violations) + "\n", 0, violations.size());
    }
}
