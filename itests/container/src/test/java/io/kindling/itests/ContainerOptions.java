package io.kindling.itests;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;

import java.nio.file.Path;
import org.ops4j.pax.exam.Option;

/** What goes into the container: the driver's bundles and an application's. No framework property, no JVM flag. */
final class ContainerOptions {

    private ContainerOptions() {
    }

    /** The driver's assembly, without the commands, which belong to processes of our own. */
    static Option driver() {
        return composite(new Distribution().bundles("driver").stream()
                .filter(path -> !path.getFileName().toString().startsWith("io.kindling.cli"))
                .filter(path -> !path.getFileName().toString().startsWith("picocli"))
                .map(ContainerOptions::file)
                .toArray(Option[]::new));
    }

    /** The application bundle of the examples. */
    static Option application() {
        return file(Path.of(System.getProperty("kindling.test.exampleBundle")));
    }

    /** What every test class has. */
    static Option common() {
        return composite(junitBundles(), systemProperty("pax.exam.osgi.unresolved.fail").value("true"));
    }

    private static Option file(final Path path) {
        return bundle(path.toUri().toString());
    }
}
