package io.kindling.home;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class HomeBuilderTest {

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Path bndruns;
    private Path jars;
    private Path out;

    @Before
    public void makeInput() throws Exception {
        bndruns = folder.newFolder("bnd").toPath();
        jars = folder.newFolder("jars").toPath();
        out = folder.getRoot().toPath().resolve("out");
        Files.writeString(bndruns.resolve("shared.bnd"), "-runsystempackages: org.slf4j;version=2.0.17\n");
        Files.writeString(bndruns.resolve("one.bndrun"),
            "-include: shared.bnd\n-runbundles: \\\n\ta;version='[1.0.0,1.0.1)',\\\n\tb;version='[2.0.0,2.0.1)'\n");
        bundle("some-artifact-1.0.0.jar", "a;singleton:=true", "1.0.0");
        bundle("b-2.0.0.jar", "b", "2.0.0");
        bundle("launcher-0.1.0.jar", "unrelated", "0.1.0");
    }

    @Test
    public void shouldLayOutLibBundlesAndAssemblies() throws Exception {
        build();
        assertEquals(List.of("# Generated from bnd/one.bndrun", "export org.slf4j;version=\"2.0.17\"", "bundle a-1.0.0.jar",
            "bundle b-2.0.0.jar"), Files.readAllLines(out.resolve("assemblies/one.list")));
        assertTrue(Files.exists(out.resolve("bundles/a-1.0.0.jar")));
        try (JarFile jar = new JarFile(out.resolve("lib/kindling.jar").toFile())) {
            final Attributes attributes = jar.getManifest().getMainAttributes();
            assertEquals("launcher-0.1.0.jar", attributes.getValue(Attributes.Name.CLASS_PATH));
            assertEquals("io.kindling.launcher.Main", attributes.getValue(Attributes.Name.MAIN_CLASS));
        }
    }

    @Test
    public void shouldHoldBundlesUncompressed() throws Exception {
        entries("a.jar", "a", Map.of("x/Long.class", "x".repeat(10_000), "x/", ""));
        Files.delete(jars.resolve("some-artifact-1.0.0.jar"));
        build();
        try (JarFile jar = new JarFile(out.resolve("bundles/a-1.0.0.jar").toFile())) {
            assertEquals("a", jar.getManifest().getMainAttributes().getValue("Bundle-SymbolicName"));
            assertEquals("x".repeat(10_000), new String(jar.getInputStream(jar.getEntry("x/Long.class")).readAllBytes(), StandardCharsets.US_ASCII));
            assertTrue(jar.getEntry("x/").isDirectory());
            assertTrue(jar.stream().allMatch(entry -> entry.getMethod() == ZipEntry.STORED));
        }
    }

    @Test
    public void shouldLeaveASignedBundleAsItIs() throws Exception {
        entries("a.jar", "a", Map.of("META-INF/KEY.SF", "x".repeat(10_000)));
        Files.delete(jars.resolve("some-artifact-1.0.0.jar"));
        build();
        assertArrayEquals(Files.readAllBytes(jars.resolve("a.jar")), Files.readAllBytes(out.resolve("bundles/a-1.0.0.jar")));
    }

    @Test
    public void shouldGiveTheSameBytesForTheSameInput() throws Exception {
        build();
        final byte[] version = Files.readAllBytes(out.resolve("VERSION"));
        final byte[] jar = Files.readAllBytes(out.resolve("lib/kindling.jar"));
        build();
        assertArrayEquals(version, Files.readAllBytes(out.resolve("VERSION")));
        assertArrayEquals(jar, Files.readAllBytes(out.resolve("lib/kindling.jar")));
    }

    @Test
    public void shouldGiveAnotherBuildWhenABundleChangesAndLeaveNothingOld() throws Exception {
        build();
        final String before = Files.readString(out.resolve("VERSION"));
        Files.writeString(out.resolve("bundles/old-1.0.0.jar"), "old");
        Files.write(jars.resolve("b-2.0.0.jar"), new byte[0]);
        bundle("b-2.0.0.jar", "b;changed:=true", "2.0.0");
        build();
        assertNotEquals(before, Files.readString(out.resolve("VERSION")));
        assertFalse(Files.exists(out.resolve("bundles/old-1.0.0.jar")));
    }

    @Test
    public void shouldFailWhenABundleIsMissingOrThereTwice() throws Exception {
        bundle("another-b.jar", "b", "2.0.0");
        final String twice = assertThrows(IllegalArgumentException.class, this::build).getMessage();
        assertTrue(twice, twice.contains("expected one bundle b"));
        Files.delete(jars.resolve("another-b.jar"));
        Files.delete(jars.resolve("b-2.0.0.jar"));
        final String missing = assertThrows(IllegalArgumentException.class, this::build).getMessage();
        assertTrue(missing, missing.contains("found []"));
    }

    private void build() throws Exception {
        HomeBuilder.build("0.1.0", bndruns, JarRepository.of(jars), out, List.of("launcher"));
    }

    private void entries(final String file, final String symbolicName, final Map<String, String> entries) throws Exception {
        final Manifest manifest = manifest(symbolicName, "1.0.0");
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(jars.resolve(file)), manifest)) {
            for (final Map.Entry<String, String> entry : entries.entrySet()) {
                jar.putNextEntry(new ZipEntry(entry.getKey()));
                jar.write(entry.getValue().getBytes(StandardCharsets.US_ASCII));
            }
        }
    }

    private void bundle(final String file, final String symbolicName, final String version) throws Exception {
        final Manifest manifest = manifest(symbolicName, version);
        try (OutputStream stream = Files.newOutputStream(jars.resolve(file))) {
            new JarOutputStream(stream, manifest).close();
        }
    }

    private static Manifest manifest(final String symbolicName, final String version) {
        final Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Bundle-SymbolicName", symbolicName);
        manifest.getMainAttributes().putValue("Bundle-Version", version);
        return manifest;
    }
}
