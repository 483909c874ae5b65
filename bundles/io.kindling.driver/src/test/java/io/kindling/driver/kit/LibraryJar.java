package io.kindling.driver.kit;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.spi.ToolProvider;

/** Makes versions of a library: JARs with one class, of the same name in each. */
public final class LibraryJar {

    private static final String CLASS = "library.Value";
    private static final String SOURCE = "package library; public class Value implements java.io.Serializable, java.util.function.Supplier<String> {"
            + " private static final long serialVersionUID = 1; public String get() { return \"%s\"; } }";

    private LibraryJar() {
    }

    /** A version in a directory of its own: its class says what it is. */
    public static Path make(final Path directory, final String says) throws IOException {
        final Path source = Files.createDirectory(directory.resolve("library")).resolve("Value.java");
        Files.writeString(source, SOURCE.formatted(says));
        if (ToolProvider.findFirst("javac").orElseThrow().run(System.out, System.err, "-d", directory.toString(), source.toString()) != 0) {
            throw new AssertionError("The library does not compile");
        }
        final Path jar = directory.resolve("library.jar");
        try (OutputStream out = Files.newOutputStream(jar); JarOutputStream entries = new JarOutputStream(out)) {
            entries.putNextEntry(new JarEntry("library/Value.class"));
            Files.copy(directory.resolve("library/Value.class"), entries);
        }
        return jar;
    }

    /** In a task: an object of the library's class, as the code has it on which the task runs. */
    @SuppressWarnings("unchecked")
    public static Supplier<String> value() throws ReflectiveOperationException {
        return (Supplier<String>) Class.forName(CLASS, true, Thread.currentThread().getContextClassLoader()).getConstructor().newInstance();
    }
}
