package io.kindling.architecture;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.Test;

/** The module graph in the documentation is the one of the module-infos. Run with {@code -Dkindling.write} to write it. */
public class ModuleGraphTest {

    private static final String HEADER = "| module | requires | exports |\n|---|---|---|\n";

    @Test
    public void shouldStandInTheDocumentationAsItIs() throws IOException {
        final Path doc = Path.of(System.getProperty("kindling.root")).resolve("docs/modules.md");
        final String text = Files.readString(doc);
        final int start = text.indexOf(HEADER);
        final String table = HEADER + rows();
        if (System.getProperty("kindling.write") != null) {
            Files.writeString(doc, text.substring(0, start) + table);
            return;
        }
        assertEquals("docs/modules.md; run this test with -Dkindling.write to bring it up to date", table, text.substring(start));
    }

    private static String rows() throws IOException {
        final TreeMap<String, String> rows = new TreeMap<>();
        for (final Path module : modules()) {
            try (InputStream in = Files.newInputStream(module)) {
                final ModuleDescriptor descriptor = ModuleDescriptor.read(in);
                rows.put(descriptor.name(), "| `" + descriptor.name() + "` | " + requires(descriptor) + " | " + exports(descriptor) + " |\n");
            }
        }
        return String.join("", rows.values());
    }

    private static String requires(final ModuleDescriptor descriptor) {
        return descriptor.requires().stream()
                .filter(r -> !r.modifiers().contains(Requires.Modifier.MANDATED) && !r.modifiers().contains(Requires.Modifier.STATIC))
                .map(Requires::name).filter(name -> !name.startsWith("java.")).sorted()
                .map(name -> name.replace("io.kindling.", "")).collect(Collectors.joining(", "));
    }

    private static String exports(final ModuleDescriptor descriptor) {
        return descriptor.exports().stream().map(ModuleDescriptor.Exports::source).sorted()
                .map(name -> name.replace("io.kindling.", "")).collect(Collectors.joining(", "));
    }

    private static List<Path> modules() throws IOException {
        final Path root = Path.of(System.getProperty("kindling.root"));
        try (Stream<Path> files = Stream.of("bundles", "cluster-managers", "launcher").map(root::resolve).flatMap(ModuleGraphTest::children)) {
            return files.map(folder -> folder.resolve("target/classes/module-info.class")).filter(Files::exists).toList();
        }
    }

    private static Stream<Path> children(final Path folder) {
        try {
            return Files.list(folder);
        } catch (final IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
