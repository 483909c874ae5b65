package io.kindling.cli;

import io.kindling.api.KindlingException;
import io.kindling.api.admin.ApplicationEvent;
import io.kindling.api.admin.EventLogs;
import io.kindling.api.admin.EventLogs.EventLog;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kindling events}. */
@Command(name = "events", mixinStandardHelpOptions = true,
        description = "Print the event log of an application that ran with kindling.eventLog.enabled=true, or as much of it as there is.")
final class EventsCommand implements Callable<Integer> {

    private final Supplier<EventLogs> logs;

    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "Print the log's own lines, a JSON object each.")
    private boolean json;

    @Parameters(index = "0", paramLabel = "LOG", description = "The directory of an application, or a file in it.")
    private Path log;

    EventsCommand(final Supplier<EventLogs> logs) {
        this.logs = logs;
    }

    @Override
    public Integer call() {
        final EventLogs found = logs.get();
        if (found == null) {
            throw new KindlingException("Nothing here reads event logs: the bundle io.kindling.events.log is not among this runtime's");
        }
        final PrintWriter out = spec.commandLine().getOut();
        final EventLog read = json ? found.lines(log, out::println) : found.replay(log, event -> out.println(text(event)));
        out.flush();
        remark(read, spec.commandLine().getErr());
        return ExitCode.OK;
    }

    /** What follows a line's end belongs to the event. */
    private static String text(final ApplicationEvent event) {
        return event.time() + " " + event.topic() + " " + event.text().stripTrailing().replaceAll("\\R", "\n    ");
    }

    /** What the lines do not say: apart from them, so that they can be passed on. */
    private void remark(final EventLog read, final PrintWriter err) {
        if (read.dropped() > 0) {
            err.println("note: " + read.dropped() + " events are missing, since they could not be written when they happened");
        }
        if (read.unknown() > 0) {
            err.println("note: " + read.unknown() + " events are of kinds that only newer versions know");
        }
        if (read.cut() != null) {
            err.println("note: " + read.cut());
        }
        if (!read.finished()) {
            err.println("note: the application had not ended when this was written last: it still runs, or its driver was killed");
        }
        err.flush();
    }
}
