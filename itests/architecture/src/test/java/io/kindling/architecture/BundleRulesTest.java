package io.kindling.architecture;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.lang.module.ModuleDescriptor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.Test;

public class BundleRulesTest {

    private static final String NAME = "io.kindling.sample";

    @Test
    public void shouldAcceptAGoodBundle() {
        assertEquals(List.of(), BundleRules.violations(SampleBundles.good(NAME)));
    }

    @Test
    public void shouldRefuseForbiddenHeaders() {
        for (final String header : List.of("DynamicImport-Package", "Require-Bundle", "Bundle-Activator")) {
            assertOne("has the header " + header, SampleBundles.with(NAME, Map.of(header, "x")));
        }
    }

    @Test
    public void shouldRefuseAWildcardThatIsLeftInTheManifest() {
        assertOne("imports the wildcard *",
            SampleBundles.with(NAME, Map.of("Import-Package", "a;version=\"[1,2)\",*;resolution:=optional")));
    }

    @Test
    public void shouldRefuseAnExportWithoutVersion() {
        assertOne("exports " + NAME + " without a version", SampleBundles.with(NAME, Map.of("Export-Package", NAME)));
        assertOne("exports " + NAME + " without a version",
            SampleBundles.with(NAME, Map.of("Export-Package", NAME + ";version=\"0.0.0\"")));
    }

    @Test
    public void shouldRefuseAnotherSymbolicName() {
        assertOne("has the symbolic name 'other'", SampleBundles.with(NAME, Map.of("Bundle-SymbolicName", "other;singleton:=true")));
    }

    @Test
    public void shouldRefuseAPackageOutsideTheRootPackage() {
        assertOne("outside its root package", SampleBundles.ofPackages(NAME, Set.of(NAME, "io.kindling.samples")));
    }

    @Test
    public void shouldRefuseABundleThatIsNoModuleOrAnother() {
        final BuiltBundle good = SampleBundles.good(NAME);
        assertOne("has no module-info.class", new BuiltBundle(NAME, good.headers(), good.packages(), Optional.empty()));
        assertOne("is the module other", new BuiltBundle(NAME, good.headers(), good.packages(),
            Optional.of(ModuleDescriptor.newModule("other").exports(NAME).build())));
    }

    @Test
    public void shouldRefuseAModuleThatExportsOtherPackagesThanTheBundle() {
        final BuiltBundle good = SampleBundles.good(NAME);
        assertOne("exports [" + NAME + "] as a bundle and [] as a module", new BuiltBundle(NAME, good.headers(),
            good.packages(), Optional.of(ModuleDescriptor.newModule(NAME).packages(Set.of(NAME)).build())));
    }

    @Test
    public void shouldRefuseAPackageInTwoBundles() {
        final List<BuiltBundle> bundles = List.of(SampleBundles.ofPackages("a", Set.of("a", "x.y")),
            SampleBundles.ofPackages("b", Set.of("b", "x.y")), SampleBundles.ofPackages("c", Set.of("x")));
        assertEquals(List.of("package x.y is in [a, b]"), BundleRules.splitPackages(bundles));
    }

    private static void assertOne(final String expected, final BuiltBundle bundle) {
        final List<String> found = BundleRules.violations(bundle);
        assertEquals(found.toString(), 1, found.size());
        assertTrue(found.toString(), found.get(0).contains(expected));
    }
}
