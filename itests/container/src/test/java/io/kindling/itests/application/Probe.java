package io.kindling.itests.application;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;

/** Looks for the parts of its bundle. Runs on executors. */
public final class Probe {

    private Probe() {
    }

    /** After a meeting, if files are given: what the fragment, the embedded jar, a component of the bundle and the bundle itself say. */
    static String look(final String files) throws IOException, InterruptedException, InvalidSyntaxException, ReflectiveOperationException {
        if (files.contains(",")) {
            Meeting.meet(files);
        }
        final BundleContext context = FrameworkUtil.getBundle(Probe.class).getBundleContext();
        final Supplier<?> greeter = context.getService(context.getServiceReferences(Supplier.class, "(example=greeter)").iterator().next());
        final Object embedded = Class.forName("io.kindling.itests.application.Embedded").getConstructor().newInstance();
        return read("fragment.txt") + ", " + embedded + ", " + greeter.get() + ", " + read("version.txt");
    }

    private static String read(final String name) throws IOException {
        try (InputStream in = Thread.currentThread().getContextClassLoader().getResourceAsStream(name)) {
            return in == null ? "no " + name : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
