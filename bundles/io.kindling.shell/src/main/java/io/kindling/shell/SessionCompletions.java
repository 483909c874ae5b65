package io.kindling.shell;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.CommandSessionListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Tells a session of Gogo's JLine shell how our commands are completed, in the words of its command {@code complete}, when the session runs its
 * first line. Shells without that command are left alone. Called on the threads of shells.
 */
@Component
public final class SessionCompletions implements CommandSessionListener {

    private static final Logger LOG = LoggerFactory.getLogger(SessionCompletions.class);
    /** Where the JLine shell keeps completions; a session without it has no completion. */
    private static final String COMPLETIONS = ".completions";
    private static final String DONE = ".kindling.completions";

    private final Completion completion = new Completion(new Commands(new Services(null, null, null), null));

    /** Called by the component runtime. */
    @Activate
    public SessionCompletions() {
        // Nothing to start.
    }

    @Override
    public void beforeExecute(final CommandSession session, final CharSequence line) {
        if (session.get(COMPLETIONS) == null || session.get(DONE) != null) {
            return;
        }
        session.put(DONE, true);
        try {
            for (final String command : Commands.NAMES) {
                session.execute(script(command));
            }
        } catch (final Exception e) {
            LOG.debug("This shell completes in another way", e);
        }
    }

    @Override
    public void afterExecute(final CommandSession session, final CharSequence line, final Exception failure) {
        // Only the beginning is of interest.
    }

    @Override
    public void afterExecute(final CommandSession session, final CharSequence line, final Object result) {
        // Only the beginning is of interest.
    }

    /** The lines that tell of one command. */
    String script(final String command) {
        final String complete = "gogo:complete -c " + Commands.SCOPE + ":" + command;
        final String options = completion.options(command).stream().map(option -> complete + " " + names(option) + " --description '"
                + option.description()[0].replace("'", "") + "'" + argument(option, command) + "\n").collect(Collectors.joining());
        return complete + " -e\n" + complete + " -d '" + completion.description(command).replace("'", "") + "'\n" + options
                + complete + " -a '" + words(command) + "'\n";
    }

    private static String argument(final OptionSpec option, final String command) {
        return option.arity().max() == 0 ? "" : " -a '" + words(command) + "'";
    }

    private static String words(final String command) {
        return Commands.SCOPE + ":candidates " + command + " ($.commandLine words) ($.commandLine wordIndex)";
    }

    private static String names(final OptionSpec option) {
        return Arrays.stream(option.names()).map(name -> name.startsWith("--") ? "-l " + name.substring(2) : "-s " + name.substring(1))
                .collect(Collectors.joining(" "));
    }
}
