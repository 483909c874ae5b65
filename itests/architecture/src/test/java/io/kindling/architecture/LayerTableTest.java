package io.kindling.architecture;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.Test;

public class LayerTableTest {

    private static final LayerTable TABLE = LayerTable.of(List.of("# comment", "", "0 common", "1 api only", "1 wire",
        "2 plan", "2 flow", "3 driver", "3 executor never plan", "3 adapter only common wire"));
    private static final BuiltBundle COMMON = SampleBundles.importing("common", "java.util", true);
    private static final BuiltBundle API = SampleBundles.importing("api", "org.slf4j", true);
    private static final BuiltBundle WIRE = SampleBundles.importing("wire", "common", true);

    @Test
    public void shouldAcceptImportsOfLowerLayersAndWithinLayerTwo() {
        assertEquals(List.of(), violations(SampleBundles.importing("flow", "api,wire,common,org.slf4j", true),
            SampleBundles.importing("plan", "flow", true), SampleBundles.importing("driver", "plan,flow,api", false),
            SampleBundles.importing("adapter", "common,wire", false)));
    }

    @Test
    public void shouldRefuseImportsUpwards() {
        assertOne("common imports plan of plan against the layers", SampleBundles.importing("plan", "", true),
            SampleBundles.importing("common", "plan", true));
    }

    @Test
    public void shouldRefuseImportsSidewaysInLayerOne() {
        assertOne("wire imports api of api", SampleBundles.importing("wire", "api", true), SampleBundles.importing("api", "", true));
    }

    @Test
    public void shouldRefuseExportsAndSoImportsSidewaysInLayerThree() {
        final List<String> found = violations(SampleBundles.importing("driver", "", true),
            SampleBundles.importing("executor", "driver", false));
        assertEquals(found.toString(), 2, found.size());
        assertTrue(found.toString(), found.get(0).contains("driver exports [driver], but layer 3 exports nothing"));
        assertTrue(found.toString(), found.get(1).contains("executor imports driver of driver against the layers"));
    }

    @Test
    public void shouldRefuseWhatABundleMayNeverSeeAndWhatIsNotAmongItsOnly() {
        final BuiltBundle plan = SampleBundles.importing("plan", "", true);
        assertOne("executor imports plan of plan", plan, SampleBundles.importing("executor", "plan", false));
        assertOne("adapter imports api of api", SampleBundles.importing("adapter", "api", false));
    }

    @Test
    public void shouldRefuseACircleInLayerTwo() {
        assertEquals(List.of("plan imports itself through others", "flow imports itself through others"),
            violations(SampleBundles.importing("plan", "flow", true), SampleBundles.importing("flow", "plan", true)));
    }

    @Test
    public void shouldRefuseABundleWithoutALayer() {
        assertOne("new has no layer", SampleBundles.bundle("new", Map.of(), Set.of(), null));
    }

    @Test
    public void shouldRefuseAnImportOfOursThatNobodyExports() {
        assertOne("imports io.kindling.secret, which no bundle exports",
            SampleBundles.importing("driver", "io.kindling.secret", false));
    }

    @Test
    public void shouldGiveALayerToTheBundlesOfTheDesign() throws Exception {
        assertEquals(List.of(), LayerTable.ofTheHouse().violations(List.of(
            SampleBundles.importing("io.kindling.common", "", true),
            SampleBundles.importing("io.kindling.cluster.standalone", "io.kindling.common", false))));
    }

    private static List<String> violations(final BuiltBundle... bundles) {
        final List<BuiltBundle> all = new ArrayList<>(List.of(bundles));
        List.of(COMMON, API, WIRE).stream()
            .filter(base -> all.stream().noneMatch(bundle -> bundle.name().equals(base.name()))).toList().forEach(all::add);
        return TABLE.violations(all);
    }

    private static void assertOne(final String expected, final BuiltBundle... bundles) {
        final List<String> found = violations(bundles);
        assertEquals(found.toString(), 1, found.size());
        assertTrue(found.toString(), found.get(0).contains(expected));
    }
}
