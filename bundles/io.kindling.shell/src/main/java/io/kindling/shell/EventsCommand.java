package io.kindling.shell;

import io.kindling.api.admin.ApplicationEvent;
import io.kindling.api.admin.ApplicationStatus;
import java.io.PrintWriter;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kindling:events}. */
@Command(name = "kindling:events", description = "Show what has happened to the applications of this container; the last 1,000 events are kept.")
final class EventsCommand implements Callable<Integer> {

    private static final long LOOK_MILLIS = 250;

    private final Services services;

    @Spec
    private CommandSpec spec;

    @Mixin
    private HelpOption help;

    @Option(names = "-n", paramLabel = "N", description = "How many, the last ones; ${DEFAULT-VALUE} if not given.", defaultValue = "20")
    private int count;

    @Option(names = "-f", description = "Go on with those that come, until it is interrupted (Ctrl-C).")
    private boolean follow;

    @Parameters(arity = "0..1", paramLabel = "APP", description = "Those of one application only: its id, or its name while it is running.")
    private String application;

    EventsCommand(final Services services) {
        this.services = services;
    }

    @Override
    public Integer call() {
        final String id = application == null ? null : id(application);
        final PrintWriter out = spec.commandLine().getOut();
        List<ApplicationEvent> shown = events(id);
        shown.subList(Math.max(0, shown.size() - Math.max(0, count)), shown.size()).forEach(event -> print(event, out));
        if (shown.isEmpty() && !follow) {
            out.println("Nothing has happened yet.");
        }
        while (follow) {
            out.flush();
            try {
                Thread.sleep(LOOK_MILLIS);
            } catch (final InterruptedException e) {
                // That is how it ends.
                return 0;
            }
            final Set<ApplicationEvent> before = Collections.newSetFromMap(new IdentityHashMap<>());
            before.addAll(shown);
            shown = events(id);
            shown.stream().filter(event -> !before.contains(event)).forEach(event -> print(event, out));
        }
        return 0;
    }

    private List<ApplicationEvent> events(final String id) {
        return services.events().stream().filter(event -> id == null || event.application().equals(id)).toList();
    }

    /** One that has ended is known by its id alone. */
    private String id(final String named) {
        return services.driver() == null ? named : services.driver().list().stream().filter(each -> each.name().equals(named))
                .map(ApplicationStatus::id).findFirst().orElse(named);
    }

    private static void print(final ApplicationEvent event, final PrintWriter out) {
        out.println(Texts.time(event.time()) + "  " + event.application() + "  " + event.topic() + "  " + event.text());
    }
}
