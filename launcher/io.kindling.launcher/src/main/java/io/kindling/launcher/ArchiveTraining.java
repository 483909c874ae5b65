package io.kindling.launcher;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.time.Duration;
import java.util.Collections;
import java.util.Enumeration;
import java.util.function.ToIntFunction;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The main class of the process that writes a {@link ClassArchive}: loads what a start loads. It starts the bundles of all assemblies, makes their
 * programs, runs what bundles have registered to be rehearsed, a {@code Runnable} with the property {@code kindling.rehearsal}, and runs the driver's
 * program with an example of its own in this process, for the classes that a first job needs.
 * One framework has them all: of a class that two frameworks have loaded the archive holds two, and a JVM that looks for it finds one that may
 * extend the other's superclass, and reads the class from its jar instead.
 */
final class ArchiveTraining {

    private static final Logger LOG = LoggerFactory.getLogger(ArchiveTraining.class);
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final String REHEARSALS = "(kindling.rehearsal=*)";
    private static final String DRIVER = "driver";
    private static final String[] FIRST_JOB = {"run-example", "--master", "local[2]", "word-count"};
    /** Where the runtime's own classes are in its bundles. */
    private static final String OWN = "/io/kindling/";
    private static final String CLASS = ".class";

    private ArchiveTraining() {
    }

    /** Exits with 0 when all went well: only then the archive is worth keeping. */
    public static void main(final String[] args) throws Exception {
        int code = 1;
        endWithParent();
        try {
            LibrarySettings.apply(System.getProperties());
            Logging.configure(System.getenv());
            final RuntimeHome home = RuntimeHome.ofThisLauncher();
            try (EmbeddedFramework framework = EmbeddedFramework.start(home, Assembly.ofAll(home), FrameworkOptions.NONE)) {
                train(framework, Assembly.names(home));
            }
            code = 0;
        } finally {
            // Also when something was thrown: a framework's threads would keep the process alive.
            System.exit(code);
        }
    }

    /** A parent that is killed ends nobody, but its end of the pipe is gone. */
    private static void endWithParent() {
        final Thread watch = new Thread(() -> {
            try {
                System.in.transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                LOG.debug("the parent's pipe broke", e);
            }
            Runtime.getRuntime().halt(1);
        }, "kindling-parent-watch");
        watch.setDaemon(true);
        watch.start();
    }

    /** @throws LaunchException when one of the programs cannot be made */
    static void train(final EmbeddedFramework framework, final Iterable<String> assemblies) throws InterruptedException {
        for (final String assembly : assemblies) {
            framework.service(ToIntFunction.class, "(kindling.main=" + assembly + ")", LIMIT);
            if (assembly.equals(DRIVER)) {
                attempt("a first job", () -> new MainService(framework, DRIVER).call(FIRST_JOB.clone(), LIMIT));
            }
        }
        rehearse(framework.context());
        for (final Bundle bundle : framework.context().getBundles()) {
            linkOwnClasses(bundle);
        }
    }

    /** An archive without those classes is worth keeping, too: in a home without examples there is none to run. */
    private static void attempt(final String what, final Attempt code) throws InterruptedException {
        try {
            code.run();
        } catch (RuntimeException e) {
            LOG.debug("no classes of {}", what, e);
        }
    }

    private interface Attempt {

        void run() throws InterruptedException;
    }

    private static void rehearse(final BundleContext context) throws InterruptedException {
        try {
            for (final ServiceReference<Runnable> rehearsal : context.getServiceReferences(Runnable.class, REHEARSALS)) {
                attempt(String.valueOf(rehearsal), () -> context.getService(rehearsal).run());
            }
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(REHEARSALS + " is not a filter of services", e);
        }
    }

    /** For what nothing here runs, an executor's tasks above all. The archive holds a bundle's class if it is linked, not if it is only loaded. */
    private static void linkOwnClasses(final Bundle bundle) {
        final Enumeration<URL> found = bundle.findEntries("/", "*" + CLASS, true);
        for (final URL entry : found == null ? Collections.<URL>emptyList() : Collections.list(found)) {
            if (entry.getPath().startsWith(OWN)) {
                link(bundle, entry.getPath());
            }
        }
    }

    private static void link(final Bundle bundle, final String path) {
        try {
            // Whoever asks for constructors has the class linked, but not initialised.
            bundle.loadClass(path.substring(1, path.length() - CLASS.length()).replace('/', '.')).getDeclaredConstructors();
        } catch (ClassNotFoundException | LinkageError e) {
            LOG.debug("{} of {} needs what is not there", path, bundle.getSymbolicName(), e);
        }
    }
}
