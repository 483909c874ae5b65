package io.kindling.cluster.standalone.worker;

import io.kindling.cluster.standalone.command.CommandRun;
import io.kindling.cluster.standalone.command.Installation;
import io.kindling.cluster.standalone.command.Lifetime;
import io.kindling.transport.api.Transport;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.ToIntFunction;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * The main function of a worker's process. The launcher calls it once, with the command line, on the main thread. Immediate, so that it
 * is not stopped when whoever fetched the service lets go of the reference to it.
 */
@Component(service = ToIntFunction.class, immediate = true, property = "kindling.main=worker")
public final class WorkerMain implements ToIntFunction<String[]> {

    private final Transport transport;
    private final BiFunction<String, ProcessBuilder, Process> children;
    private final Installation installation;
    private final Lifetime lifetime = new Lifetime();
    private final AtomicBoolean running = new AtomicBoolean();

    @Activate
    public WorkerMain(final BundleContext context, @Reference(target = "(!(kindling.transport=local))") final Transport transport,
                      @Reference(target = "(kindling.service=child-processes)") final BiFunction<String, ProcessBuilder, Process> children) {
        this.transport = transport;
        this.children = children;
        installation = Installation.of(context);
    }

    @Override
    public int applyAsInt(final String[] argv) {
        running.set(true);
        try {
            return CommandRun.run("worker", new WorkerCommandLine(transport, installation, children, lifetime), argv);
        } finally {
            lifetime.closed();
        }
    }

    @Deactivate
    void deactivate() {
        lifetime.stop(running.get());
    }
}
