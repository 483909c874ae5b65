package io.kindling.cluster.standalone.master;

import io.kindling.cluster.standalone.command.CommandRun;
import io.kindling.cluster.standalone.command.DaemonProcess;
import io.kindling.transport.api.Transport;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.ToIntFunction;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * The main function of a master's process. The launcher calls it with the command line, on the main
 * thread, and again in the next version of this bundle when this one is stopped while the process goes on. Immediate, so that it
 * is not stopped when whoever fetched the service lets go of the reference to it.
 */
@Component(service = ToIntFunction.class, immediate = true, property = {"kindling.main=master", "kindling.main.swappable:Boolean=true"})
public final class MasterMain implements ToIntFunction<String[]> {

    private final Transport transport;
    private final DaemonProcess process;
    private final AtomicBoolean running = new AtomicBoolean();

    @Activate
    public MasterMain(final BundleContext context, @Reference(target = "(!(kindling.transport=local))") final Transport transport,
                      @Reference(target = "(kindling.service=detached-state)") final BiFunction<String, byte[], byte[]> detached,
                      @Reference(target = "(kindling.service=standard-input-end)") final BooleanSupplier inputEnd) {
        this.transport = transport;
        process = new DaemonProcess(context, detached, inputEnd);
    }

    @Override
    public int applyAsInt(final String[] argv) {
        running.set(true);
        try {
            return CommandRun.run("master", new MasterCommandLine(transport, process), argv);
        } finally {
            process.lifetime().closed();
        }
    }

    @Deactivate
    void deactivate() {
        process.stop(running.get());
    }
}
