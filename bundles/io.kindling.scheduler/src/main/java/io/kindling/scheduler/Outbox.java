package io.kindling.scheduler;

import io.kindling.common.ExecutorId;
import io.kindling.scheduler.api.SchedulerCommand;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The commands that one event gives, in order; kills are gathered by executor. */
final class Outbox {

    private final Map<Kill, List<Long>> kills = new LinkedHashMap<>();
    private List<SchedulerCommand> commands = new ArrayList<>();

    void add(final SchedulerCommand command) {
        commands.add(command);
    }

    void kill(final Attempt attempt, final String reason) {
        kills.computeIfAbsent(new Kill(attempt.executor().id(), reason), key -> new ArrayList<>()).add(attempt.id());
    }

    /** Adds one command for all kills of an executor that have the same reason. */
    void flushKills() {
        if (!kills.isEmpty()) {
            kills.forEach((kill, tasks) ->
                    commands.add(new SchedulerCommand.KillTasks(kill.executor(), List.copyOf(tasks), kill.reason())));
            kills.clear();
        }
    }

    List<SchedulerCommand> take() {
        if (commands.isEmpty()) {
            return List.of();
        }
        final List<SchedulerCommand> taken = commands;
        commands = new ArrayList<>();
        return taken;
    }

    private record Kill(ExecutorId executor, String reason) {
    }
}
