package io.kindling.cluster.standalone.command;

import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;

/** The process around a daemon, which outlives this bundle when that is swapped: what it gives and how it fares. */
public final class DaemonProcess {

    private final Bundle framework;
    private final Installation installation;
    private final BiFunction<String, byte[], byte[]> detached;
    private final Lifetime lifetime;

    /**
     * Made where a daemon's component is.
     *
     * @param detached keeps bytes under a name for the next version of this bundle, and gives them out once
     * @param inputEnd whether the standard input has ended
     */
    public DaemonProcess(final BundleContext context, final BiFunction<String, byte[], byte[]> detached, final BooleanSupplier inputEnd) {
        framework = context.getBundle(Constants.SYSTEM_BUNDLE_ID);
        installation = Installation.of(context);
        this.detached = detached;
        lifetime = new Lifetime(inputEnd);
    }

    public Installation installation() {
        return installation;
    }

    public Lifetime lifetime() {
        return lifetime;
    }

    /** Keeps a state for the next version; an IllegalArgumentException says that it is too large. */
    public void leave(final String name, final byte[] state) {
        detached.apply(name, state);
    }

    /** What the version before has left, once; null if it has not. */
    public byte[] take(final String name) {
        return detached.apply(name, null);
    }

    /** Ends the daemon, since its component is stopped: with the process, or to go on in the next version. */
    public void stop(final boolean running) {
        lifetime.stop(running, framework.getState() == Bundle.ACTIVE);
    }
}
