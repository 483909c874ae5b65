package io.kindling.cluster.standalone.master;

import io.kindling.cluster.standalone.command.CommandRun;
import io.kindling.cluster.standalone.command.Installation;
import io.kindling.cluster.standalone.command.Lifetime;
import io.kindling.transport.api.Transport;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToIntFunction;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * The main function of a master's process. The launcher calls it once, with the command line, on the main thread. Immediate, so that it
 * is not stopped when whoever fetched the service lets go of the reference to it.
 */
@Component(service = ToIntFunction.class, immediate = true, property = "kindling.main=master")
public final class MasterMain implements ToIntFunction<String[]> {

    private final Transport transport;
    private final Installation installation;
    private final Lifetime lifetime = new Lifetime();
    private final AtomicBoolean running = new AtomicBoolean();

    @Activate
    public MasterMain(final BundleContext context, @Reference(target = "(!(kindling.transport=local))") final Transport transport) {
        this.transport = transport;
        installation = Installation.of(context);
    }

    @Override
    public int applyAsInt(final String[] argv) {
        running.set(true);
        try {
            return CommandRun.run("master", new MasterCommandLine(transport, installation, lifetime), argv);
        } finally {
            lifetime.closed();
        }
    }

    @Deactivate
    void deactivate() {
        lifetime.stop(running.get());
    }
}
