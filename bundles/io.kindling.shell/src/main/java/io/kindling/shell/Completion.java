package io.kindling.shell;

import io.kindling.api.KindlingException;
import io.kindling.api.admin.ApplicationStatus;
import io.kindling.api.admin.ClusterManagerStatus;
import io.kindling.api.admin.JobStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What a word of a command line may be, from what the command says of its options and parameters and from what is there now. */
final class Completion {

    private static final String OPTION = "-";

    private final Commands commands;

    Completion(final Commands commands) {
        this.commands = commands;
    }

    /**
     * The words that may stand in a place; those that do not begin with what is there already are left out.
     *
     * @param command a name without the scope
     * @param before  the words between the command and the place
     * @param begun   what is in the place already, perhaps empty
     */
    List<String> candidates(final String command, final List<String> before, final String begun) {
        final CommandSpec spec = spec(command);
        return all(spec, before, begun).filter(each -> each.startsWith(begun)).distinct().sorted().toList();
    }

    /** The options of a command. */
    List<OptionSpec> options(final String command) {
        return spec(command).options();
    }

    String description(final String command) {
        return spec(command).usageMessage().description()[0];
    }

    private CommandSpec spec(final String command) {
        return new CommandLine(commands.create(command)).getCommandSpec();
    }

    private Stream<String> all(final CommandSpec spec, final List<String> before, final String begun) {
        final List<String> positional = new ArrayList<>();
        String waiting = null;
        for (final String word : before) {
            if (waiting != null) {
                waiting = null;
            } else if (word.startsWith(OPTION)) {
                final OptionSpec option = spec.findOption(word);
                waiting = option != null && option.arity().max() > 0 ? option.paramLabel() : null;
            } else {
                positional.add(word);
            }
        }
        if (waiting != null) {
            return values(waiting, positional);
        }
        if (begun.startsWith(OPTION)) {
            return spec.options().stream().flatMap(option -> Stream.of(option.names()));
        }
        return spec.positionalParameters().stream().filter(each -> each.index().contains(positional.size())).map(PositionalParamSpec::paramLabel)
                .flatMap(label -> values(label, positional));
    }

    private Stream<String> values(final String label, final List<String> positional) {
        if (commands.services().driver() == null) {
            return Stream.empty();
        }
        final List<ApplicationStatus> running = commands.services().driver().list();
        return switch (label) {
            case "APP" -> running.stream().flatMap(each -> Stream.of(each.id(), each.name()));
            case "JOB" -> jobs(positional);
            case "MASTER_URL" -> Stream.concat(running.stream().map(each -> each.cluster().masterUrl()),
                    commands.services().driver().clusterManagers().stream().map(ClusterManagerStatus::masterUrls).flatMap(forms -> Stream.of(forms.split(",(?![^\\[]*])| or ")))
                            .map(String::strip));
            default -> Stream.empty();
        };
    }

    private Stream<String> jobs(final List<String> positional) {
        try {
            return commands.services().driver().jobs(positional.get(0)).stream().filter(job -> job.state().equals("RUNNING")).map(JobStatus::job)
                    .map(String::valueOf);
        } catch (final KindlingException e) {
            // Nobody asked yet: the command itself will say that there is no such application.
            return Stream.empty();
        }
    }
}
