package io.kindling.itests.processes;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;

/** Makes versions of a library: JARs of the same name with one class, whose name is the same too. */
final class RulesJar {

    private static final String RULE = "package rules; public class Rule implements java.util.function.Supplier<String> { public String get() { return \"%s\"; } }";

    private RulesJar() {
    }

    /** A version in a folder of its own: {@code rules.Rule} says what it is. */
    static Path make(final Path folder, final String says) throws IOException {
        final Path source = Files.createDirectory(folder.resolve("rules")).resolve("Rule.java");
        Files.writeString(source, RULE.formatted(says));
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", folder.toString(), source.toString()));
        final Path jar = folder.resolve("rules.jar");
        try (OutputStream out = Files.newOutputStream(jar); JarOutputStream entries = new JarOutputStream(out)) {
            entries.putNextEntry(new JarEntry("rules/Rule.class"));
            Files.copy(folder.resolve("rules/Rule.class"), entries);
        }
        return jar;
    }
}
