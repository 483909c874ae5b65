package io.kindling.home;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class FeaturesBuilderTest {

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Path root;

    @Before
    public void makeInput() throws IOException {
        root = folder.getRoot().toPath();
        Files.createDirectories(root.resolve("bnd"));
        Files.createDirectories(root.resolve("karaf"));
        Files.writeString(root.resolve("outline.xml"), """
            <features name="all-@version@" xmlns="http://karaf.apache.org/xmlns/features/v1.6.0">
              <feature name="base" version="@version@" description="The base.">
                <feature>karafs-own</feature>
                <feature dependency="true">more</feature>
              </feature>
              <feature name="more" version="@version@" description="More.">
                <feature>base</feature>
              </feature>
            </features>
            """);
        Files.writeString(root.resolve("bnd/base.bndrun"), "-runbundles: a;version='[1.0.0,1.0.1)',karafs;version='[3.0.0,3.0.1)'\n");
        Files.writeString(root.resolve("bnd/more.bndrun"),
            "-runbundles: b;version='[2.0.0,2.0.1)',a;version='[1.0.0,1.0.1)',karafs;version='[3.0.0,3.0.1)'\n");
        bundle("repository/org/example/some-artifact/1.0.0/some-artifact-1.0.0.jar", "a", "1.0.0");
        bundle("repository/org/example/b/2.0.0.Final/b-2.0.0.Final.jar", "b;singleton:=true", "2.0.0.Final");
        bundle("repository/org/example/karafs/3.0.0/karafs-3.0.0.jar", "karafs", "3.0.0");
        bundle("repository/org/example/unused/3.0.0/unused-3.0.0.jar", "unused", "3.0.0");
        bundle("karaf/org/karaf/other/2.9.0/other-2.9.0.jar", "karafs", "2.9.0");
    }

    @Test
    public void shouldGiveAFeatureWhatTheFeaturesThatItTakesInDoNotHave() throws IOException {
        build();
        final List<String> lines = Files.readAllLines(root.resolve("out/all-0.1.0-features.xml")).stream().map(String::strip).toList();
        assertEquals(List.of("<bundle>mvn:org.example/some-artifact/1.0.0</bundle>", "<bundle>mvn:org.example/b/2.0.0.Final</bundle>"),
            lines.stream().filter(line -> line.startsWith("<bundle")).toList());
    }

    @Test
    public void shouldListAllBundlesInAnOsgiFeature() throws IOException {
        build();
        final String more = Files.readString(root.resolve("out/more.json"));
        assertTrue(more, more.contains("\"id\": \"io.kindling:all:osgifeature:more:0.1.0\""));
        for (final String id : List.of("org.example:some-artifact:1.0.0", "org.example:b:2.0.0.Final", "org.example:karafs:3.0.0")) {
            assertTrue(more, more.contains("{ \"id\": \"" + id + "\" }"));
        }
    }

    @Test
    public void shouldArchiveWhatIsNeededAndNothingElse() throws IOException {
        build();
        try (ZipFile archive = new ZipFile(root.resolve("out/all-0.1.0.kar").toFile())) {
            assertEquals(List.of("META-INF/MANIFEST.MF", "repository/io/kindling/all/0.1.0/all-0.1.0-features.xml",
                "repository/org/example/b/2.0.0.Final/b-2.0.0.Final.jar", "repository/org/example/some-artifact/1.0.0/some-artifact-1.0.0.jar",
                "repository/org/karaf/other/2.9.0/other-2.9.0.jar"), archive.stream().map(ZipEntry::getName).toList());
        }
    }

    @Test
    public void shouldGiveTheSameBytesForTheSameInput() throws IOException {
        build();
        final byte[] archive = Files.readAllBytes(root.resolve("out/all-0.1.0.kar"));
        build();
        assertArrayEquals(archive, Files.readAllBytes(root.resolve("out/all-0.1.0.kar")));
    }

    @Test
    public void shouldRefuseAPathThatIsNoneOfARepository() {
        assertThrows(IllegalArgumentException.class, () -> MavenName.of(Path.of("some.jar")));
        final String message = assertThrows(IllegalArgumentException.class, () -> MavenName.of(Path.of("org/example/b/1.0/b-1.0-linux.jar"))).getMessage();
        assertTrue(message, message.contains("classifier"));
    }

    private void build() throws IOException {
        FeaturesBuilder.main(new String[] {"io.kindling:all:0.1.0", root.resolve("outline.xml").toString(), root.resolve("bnd").toString(),
            root.resolve("repository").toString(), root.resolve("karaf").toString(), root.resolve("out").toString(), "karafs"});
    }

    private void bundle(final String path, final String symbolicName, final String version) throws IOException {
        final Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Bundle-SymbolicName", symbolicName);
        manifest.getMainAttributes().putValue("Bundle-Version", version);
        Files.createDirectories(root.resolve(path).getParent());
        try (OutputStream stream = Files.newOutputStream(root.resolve(path))) {
            new JarOutputStream(stream, manifest).close();
        }
    }
}
