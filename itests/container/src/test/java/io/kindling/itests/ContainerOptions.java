package io.kindling.itests;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.streamBundle;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;
import static org.ops4j.pax.exam.CoreOptions.url;

import io.kindling.itests.application.Keeper;
import io.kindling.itests.application.Meeting;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.ops4j.pax.exam.Constants;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.tinybundles.TinyBundles;

/** What goes into the container: the driver's bundles and an application's. No framework property, no JVM flag. */
final class ContainerOptions {

    static final String FIRST_KEEPER = "itests.keeper.first";
    static final String SECOND_KEEPER = "itests.keeper.second";

    private ContainerOptions() {
    }

    /** The driver's assembly, without the commands, which belong to processes of our own. */
    static Option driver() {
        return composite(new Distribution().bundles("driver").stream()
                .filter(path -> !path.getFileName().toString().startsWith("io.kindling.cli"))
                .map(ContainerOptions::file)
                .toArray(Option[]::new));
    }

    /** The application bundle of the examples. */
    static Option application() {
        return file(Path.of(System.getProperty("kindling.test.exampleBundle")));
    }

    /** Two application bundles that keep their contexts open, the same code in each. */
    static Option keepers() {
        return composite(keeper(FIRST_KEEPER), keeper(SECOND_KEEPER));
    }

    private static Option keeper(final String name) {
        return streamBundle(keeperBundle(name));
    }

    /** An application bundle that keeps its contexts open. */
    static InputStream keeperBundle(final String name) {
        return TinyBundles.bundle().symbolicName(name)
                .addClass(Keeper.class)
                .addClass(Meeting.class)
                .addResource("OSGI-INF/keeper.xml", ContainerOptions.class.getResource("/OSGI-INF/keeper.xml"))
                .setHeader("Bundle-ManifestVersion", "2")
                .setHeader("Import-Package", "io.kindling.api,io.kindling.api.function")
                .setHeader("Service-Component", "OSGI-INF/keeper.xml")
                .build(TinyBundles.rawBuilder());
    }

    /**
     * What every test class has: Pax Exam's own bundles, one by one, because its standard set (left out by
     * {@code pax.exam.system=default}) delegates {@code sun.*} to the JVM, and a container's logging.
     */
    static Option common() {
        return composite(composite(Stream.of("pax.exam", "pax.exam.inject", "pax.extender.service", "base", "pax.swissbox.core", "pax.swissbox.extender",
                        "pax.swissbox.framework", "pax.swissbox.lifecycle", "pax.swissbox.tracker").map(ContainerOptions::ofPaxExam).toArray(Option[]::new)),
                url("link:classpath:META-INF/links/jakarta.inject-api.link").startLevel(Constants.START_LEVEL_SYSTEM_BUNDLES),
                bundle(logging().toUri().toString()).startLevel(Constants.START_LEVEL_SYSTEM_BUNDLES),
                junitBundles(), systemProperty("pax.exam.osgi.unresolved.fail").value("true"));
    }

    /** The logging that most containers have; it offers slf4j. */
    static Path logging() {
        return Path.of(System.getProperty("kindling.test.logging"));
    }

    private static Option ofPaxExam(final String name) {
        return url("link:classpath:META-INF/links/org.ops4j." + name + ".link").startLevel(Constants.START_LEVEL_SYSTEM_BUNDLES);
    }

    private static Option file(final Path path) {
        return bundle(path.toUri().toString());
    }
}
