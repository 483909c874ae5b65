package io.kindling.shell;

import java.util.List;

/** All commands by name. */
final class Commands {

    static final String SCOPE = "kindling";
    static final List<String> NAMES = List.of("apps", "jobs", "stages", "executors", "managers", "bundles", "swap", "submit", "kill", "events");

    private final Services services;
    private final Submissions submissions;

    Commands(final Services services, final Submissions submissions) {
        this.services = services;
        this.submissions = submissions;
    }

    Services services() {
        return services;
    }

    /** A fresh one for one run: it holds what its options say. */
    Object create(final String name, final String... arguments) {
        return switch (name) {
            case "apps" -> new AppsCommand(services);
            case "jobs" -> new JobsCommand(services);
            case "stages" -> new StagesCommand(services);
            case "executors" -> new ExecutorsCommand(services);
            case "managers" -> new ManagersCommand(services);
            case "bundles" -> new BundlesCommand(services);
            case "swap" -> new SwapCommand(services);
            case "submit" -> new SubmitCommand(services, submissions).with(arguments);
            case "kill" -> new KillCommand(services);
            case "events" -> new EventsCommand(services);
            default -> throw new IllegalArgumentException("There is no command " + SCOPE + ":" + name + "; there are " + String.join(", ", NAMES));
        };
    }
}
