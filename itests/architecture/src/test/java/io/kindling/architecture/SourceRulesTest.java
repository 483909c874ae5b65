package io.kindling.architecture;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class SourceRulesTest {

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Path module;
    private Path sources;

    @Before
    public void makeGoodModule() throws Exception {
        module = folder.getRoot().toPath();
        sources = Files.createDirectories(module.resolve("src/main/java/sample"));
        Files.writeString(module.resolve("pom.xml"), "<project/>");
        Files.writeString(module.resolve("src/main/java/module-info.java"), "module sample {}");
        Files.writeString(sources.resolve("package-info.java"), "@Export @Version(\"1.0.0\") package sample;");
        Files.writeString(sources.resolve("LocalClusterManager.java"), "class LocalClusterManager {}");
    }

    @Test
    public void shouldAcceptAGoodModule() throws Exception {
        assertEquals(List.of(), SourceRules.violations(module));
    }

    @Test
    public void shouldRefuseAWildcardOptionalImport() throws Exception {
        for (final String text : List.of("Import-Package: *;resolution:=optional", "Import-Package: a,\\\n com.sun.* ; resolution:=\"optional\"")) {
            Files.writeString(module.resolve("bnd.bnd"), text);
            assertOne("bnd.bnd has a wildcard optional import");
        }
        Files.writeString(module.resolve("bnd.bnd"), "Import-Package: com.sun.management;resolution:=optional,*");
        assertEquals(List.of(), SourceRules.violations(module));
    }

    @Test
    public void shouldRefuseALongFileUnlessItSaysWhy() throws Exception {
        final Path file = sources.resolve("Long.java");
        Files.writeString(file, "\n".repeat(501));
        assertOne("Long.java has 501 lines");
        Files.writeString(file, "// Over 500 lines: one table\n" + "\n".repeat(501));
        assertEquals(List.of(), SourceRules.violations(module));
    }

    @Test
    public void shouldRefuseNamesThatSayNothing() throws Exception {
        Files.writeString(sources.resolve("StringUtils.java"), "");
        assertOne("StringUtils.java");
    }

    @Test
    public void shouldRefuseAPackageWithoutItsJob() throws Exception {
        Files.writeString(Files.createDirectory(sources.resolve("inner")).resolve("A.java"), "");
        assertOne("inner has no package-info.java");
    }

    @Test
    public void shouldRefuseAnExportedPackageWithoutVersion() throws Exception {
        Files.writeString(sources.resolve("package-info.java"), "@org.osgi.annotation.bundle.Export package sample;");
        assertOne("exports its package without a version");
    }

    private void assertOne(final String expected) throws Exception {
        final List<String> found = SourceRules.violations(module);
        assertEquals(found.toString(), 1, found.size());
        assertTrue(found.toString(), found.get(0).contains(expected));
    }
}
