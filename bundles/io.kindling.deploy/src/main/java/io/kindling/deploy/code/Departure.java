package io.kindling.deploy.code;

import java.io.IOException;
import java.io.InputStream;
import java.util.ResourceBundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a class loader that goes out of the JDK's static tables: drivers that its classes have registered with the DriverManager, resource
 * bundles, the Introspector's descriptions. What the JDK keeps behind soft references it drops itself, when memory is short.
 */
final class Departure {

    private static final Logger LOG = LoggerFactory.getLogger(Departure.class);

    private Departure() {
    }

    static void of(final ClassLoader leaving) {
        ResourceBundle.clearCache(leaving);
        if (ModuleLayer.boot().findModule("java.sql").isPresent()) {
            final Thread thread = Thread.currentThread();
            final ClassLoader before = thread.getContextClassLoader();
            try {
                thread.setContextClassLoader(ClassLoader.getPlatformClassLoader()); // the DriverManager looks for drivers with it
                new Insider(leaving).run();
            } catch (final ReflectiveOperationException | IOException | RuntimeException | LinkageError e) {
                LOG.warn("The JDBC drivers of {} stay registered: {}", leaving, e.toString());
            } finally {
                thread.setContextClassLoader(before);
            }
        }
        if (ModuleLayer.boot().findModule("java.desktop").isPresent()) {
            Beans.flush();
        }
    }

    /** Its own class, so that nothing is loaded of the module where nobody looks. */
    private static final class Beans {

        static void flush() {
            java.beans.Introspector.flushCaches();
        }
    }

    /** The DriverManager shows a driver only to those who see its class: the one who asks must be of a loader beneath the leaving one. */
    private static final class Insider extends ClassLoader {

        Insider(final ClassLoader leaving) {
            super(leaving);
        }

        void run() throws ReflectiveOperationException, IOException {
            final byte[] code;
            try (InputStream in = Departure.class.getResourceAsStream("DriverRemoval.class")) {
                code = in.readAllBytes();
            }
            final Class<?> removal = defineClass(DriverRemoval.class.getName(), code, 0, code.length);
            removal.getMethod("remove", ClassLoader.class).invoke(null, getParent());
        }
    }
}
