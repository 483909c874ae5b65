package io.kindling.shell;

import io.kindling.api.admin.ApplicationEvent;
import io.kindling.api.admin.Applications;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Process;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * The commands as Gogo finds them: a method for each. Called on the threads of shells; what they print goes to the streams of the thread, which
 * the shell has led to its session.
 */
@Component(service = ShellCommands.class, property = {"osgi.command.scope=" + Commands.SCOPE,
        "osgi.command.function=apps", "osgi.command.function=jobs", "osgi.command.function=stages", "osgi.command.function=executors",
        "osgi.command.function=managers", "osgi.command.function=bundles", "osgi.command.function=swap", "osgi.command.function=submit",
        "osgi.command.function=kill", "osgi.command.function=events", "osgi.command.function=candidates"})
public final class ShellCommands {

    private final Commands commands;

    /**
     * Called by the component runtime, again whenever one of the services comes or goes.
     *
     * @param driver null while the driver's bundle is not active
     * @param events null while nobody keeps them
     * @param submit null while nothing here runs plain JARs
     */
    @Activate
    public ShellCommands(@Reference final Submissions submissions,
                         @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY) final Applications driver,
                         @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY,
                                 target = "(kindling.service=recent-events)") final Supplier<List<ApplicationEvent>> events,
                         @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY,
                                 target = "(kindling.main=driver)") final ToIntFunction<String[]> submit) {
        commands = new Commands(new Services(driver, events, submit), submissions);
    }

    /** {@code kindling:apps}. */
    @Descriptor("List the applications whose drivers are in this container, or tell all about one")
    public void apps(final String... arguments) {
        run("apps", arguments);
    }

    /** {@code kindling:jobs}. */
    @Descriptor("List the jobs of an application")
    public void jobs(final String... arguments) {
        run("jobs", arguments);
    }

    /** {@code kindling:stages}. */
    @Descriptor("List the stages of the jobs of an application")
    public void stages(final String... arguments) {
        run("stages", arguments);
    }

    /** {@code kindling:executors}. */
    @Descriptor("List the executors of an application")
    public void executors(final String... arguments) {
        run("executors", arguments);
    }

    /** {@code kindling:managers}. */
    @Descriptor("List the cluster managers that applications can be started on")
    public void managers(final String... arguments) {
        run("managers", arguments);
    }

    /** {@code kindling:bundles}. */
    @Descriptor("List the code that an application ships to its executors")
    public void bundles(final String... arguments) {
        run("bundles", arguments);
    }

    /** {@code kindling:swap}. */
    @Descriptor("Move a running application to another cluster")
    public void swap(final String... arguments) {
        run("swap", arguments);
    }

    /** {@code kindling:submit}. */
    @Descriptor("Run a plain JAR application in this container")
    public void submit(final String... arguments) {
        run("submit", arguments);
    }

    /** {@code kindling:kill}. */
    @Descriptor("End an application, or one job of it")
    public void kill(final String... arguments) {
        run("kill", arguments);
    }

    /** {@code kindling:events}. */
    @Descriptor("Show what has happened to applications")
    public void events(final String... arguments) {
        run("events", arguments);
    }

    /** {@code kindling:candidates}: what completion asks; see {@link SessionCompletions}. */
    @Descriptor("Tell what a word of a command line of kindling may be; for completion")
    public List<String> candidates(final CommandSession session, final String command, final List<String> words, final int index) {
        return new Completion(commands).candidates(command, words.subList(Math.min(1, index), index), index < words.size() ? words.get(index) : "");
    }

    private void run(final String name, final String... arguments) {
        final int code = CommandRun.run(commands.create(name, arguments), System.out, System.err, arguments);
        final Process process = code == 0 ? null : Process.Utils.current();
        if (process != null) {
            process.error(code);
        }
    }
}
