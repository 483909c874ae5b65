package io.kindling.cluster.standalone.master;

import io.kindling.cluster.api.ExecutorLaunchSpec;
import io.kindling.cluster.api.LossCause;
import io.kindling.cluster.standalone.message.ApplicationClosed;
import io.kindling.cluster.standalone.message.ApplicationEnded;
import io.kindling.cluster.standalone.message.EndExecutor;
import io.kindling.cluster.standalone.message.ExecutorLost;
import io.kindling.cluster.standalone.message.Loss;
import io.kindling.cluster.standalone.message.StartExecutor;
import io.kindling.cluster.standalone.message.WorkerRegistered;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Workers, applications and grants: the memory that the master's event handlers share, and what happens when a
 * grant or an application ends. Deterministic: no threads, no input or output, no clock of its own.
 */
final class MasterState {

    /** What an executor must have run for so that the failures before it are forgotten. */
    static final long PROVEN_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long FIRST_DELAY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LAST_DELAY_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final int LAST_DOUBLING = 5;

    final Map<String, WorkerRecord> workers = new LinkedHashMap<>();
    /** In the order in which they were opened. */
    final Map<String, ApplicationRecord> applications = new LinkedHashMap<>();
    /** Until when executors of unknown applications may be claimed by them. */
    final long recoveryEnd;
    private final Consumer<MasterCommand> out;
    private final String epoch;
    private final Scheduling scheduling = new Scheduling(this);
    private long containers;

    /**
     * @param epoch       differs between two starts of a master, so that names of containers do
     * @param recoveryEnd until when what an earlier master granted may be reported
     * @param out         receives the commands, in order, while an event is handled
     */
    MasterState(final String epoch, final long recoveryEnd, final Consumer<MasterCommand> out) {
        this.epoch = epoch;
        this.recoveryEnd = recoveryEnd;
        this.out = out;
    }

    /** An epoch that was not there before. */
    static String freshEpoch(final SecureRandom random) {
        return Integer.toHexString(random.nextInt());
    }

    void command(final MasterCommand command) {
        out.accept(command);
    }

    String nextContainer() {
        containers++;
        return epoch + "-" + containers;
    }

    void schedule(final long now) {
        scheduling.run(now);
    }

    /** Applications whose drivers have let go of their executors in order. */
    List<String> detached() {
        return applications.values().stream().filter(a -> a.presence == ApplicationRecord.Presence.DETACHED).map(a -> a.id).toList();
    }

    /** Has the workers keep, for the next master, whose executors are to be kept. */
    void tellDetached() {
        final List<String> known = List.copyOf(applications.keySet());
        final List<String> detached = detached();
        for (final WorkerRecord worker : workers.values()) {
            final Stream<String> orphans = worker.grants.values().stream().filter(g -> g.phase() == Phase.ORPHAN && g.detached).map(g -> g.application);
            final List<String> all = Stream.concat(detached.stream(), orphans).distinct().toList();
            if (!all.equals(worker.toldDetached)) {
                worker.toldDetached = all;
                command(new MasterCommand.ToWorker(worker.id, new WorkerRegistered(known, all)));
            }
        }
    }

    /** Has an executor started in what was granted for it. */
    void launch(final ApplicationRecord application, final Grant grant, final ExecutorLaunchSpec spec) {
        grant.executor = spec.executor().value();
        grant.to(Phase.LAUNCHING);
        grant.start = new StartExecutor(grant.container, application.ticket, grant.cores, grant.memory, spec);
        command(new MasterCommand.ToWorker(grant.worker.id, grant.start));
    }

    /** Takes an application back that nobody waits for any more: ends its executors, and itself when they are gone. */
    void close(final ApplicationRecord application, final long now) {
        application.presence = ApplicationRecord.Presence.CLOSING;
        application.since = now;
        application.expected.clear();
        for (final Grant grant : List.copyOf(application.grants.values())) {
            end(grant, now);
        }
        forgetIfEmpty(application);
    }

    /** Has a grant's process ended; a grant without one just ends. */
    void end(final Grant grant, final long now) {
        if (grant.phase() == Phase.GRANTED) {
            finish(grant, new LossCause.Released(), now);
        } else if (grant.isProcess()) {
            grant.to(Phase.ENDING);
            command(new MasterCommand.ToWorker(grant.worker.id, new EndExecutor(grant.container)));
        }
    }

    /** A grant is over: its cores are free, and its application is told why. */
    void finish(final Grant grant, final LossCause cause, final long now) {
        final boolean wanted = grant.phase() != Phase.ENDING;
        grant.to(Phase.ENDED);
        grant.worker.grants.remove(grant.container);
        final ApplicationRecord application = applications.get(grant.application);
        if (application == null && grant.worker.grants.values().stream().noneMatch(g -> g.application.equals(grant.application))) {
            // Its driver has never come back to this master; nobody else will tell the worker.
            command(new MasterCommand.ToWorker(grant.worker.id, new ApplicationEnded(grant.application)));
        }
        if (application == null || !application.grants.remove(grant.container, grant)) {
            return;
        }
        final LossCause told = wanted ? cause : new LossCause.Released();
        application.rememberLoss(grant.container, told);
        command(new MasterCommand.ToApplication(application.id, new ExecutorLost(grant.container, new Loss(told))));
        if (wanted) {
            count(application, grant, told, now);
        }
        forgetIfEmpty(application);
    }

    /** Ends all grants of a worker that is gone. */
    void remove(final WorkerRecord worker, final long now) {
        workers.remove(worker.id);
        finishAll(worker.grants.values(), new LossCause.NodeLost(worker.host), now);
    }

    private void finishAll(final Collection<Grant> grants, final LossCause cause, final long now) {
        for (final Grant grant : new ArrayList<>(grants)) {
            finish(grant, cause, now);
        }
    }

    private void count(final ApplicationRecord application, final Grant grant, final LossCause cause, final long now) {
        if (grant.isCustodian()) {
            return; // its driver counts those
        }
        final boolean ownFault = cause instanceof LossCause.Exited || cause instanceof LossCause.LaunchFailed;
        if (!ownFault) {
            return;
        }
        if (grant.runningSince != 0 && now - grant.runningSince >= PROVEN_NANOS) {
            application.failuresInARow = 0;
            application.quickEndsInARow = 0;
            return;
        }
        application.quickEndsInARow++;
        final int doublings = Math.min(application.quickEndsInARow - 1, LAST_DOUBLING);
        application.notBefore = now + Math.min(LAST_DELAY_NANOS, FIRST_DELAY_NANOS << doublings);
        if (cause instanceof LossCause.Exited exited && exited.wasKilled()) {
            return; // a burst of kills ends no application; its driver knows whether any executor ever came up
        }
        application.failuresInARow++;
        final boolean anotherIsProven = application.grants.values().stream()
                .anyMatch(g -> g.phase() == Phase.RUNNING && !g.isCustodian() && now - g.runningSince >= PROVEN_NANOS);
        if (application.failuresInARow > application.policy.maxExecutorRetries() && !anotherIsProven) {
            scheduling.fail(application, application.failuresInARow + " executors in a row have failed, the last one on "
                    + grant.worker.host + ": " + cause.text() + tail(cause)
                    + "\nCheck --executor-memory and the JVM options; kindling.deploy.maxExecutorRetries="
                    + application.policy.maxExecutorRetries() + " sets how many failures are allowed.");
        }
    }

    private static String tail(final LossCause cause) {
        return cause instanceof LossCause.Exited exited && !exited.logTail().isBlank()
                ? ". The end of its standard error:\n" + exited.logTail().stripTrailing() : "";
    }

    private void forgetIfEmpty(final ApplicationRecord application) {
        if (application.presence != ApplicationRecord.Presence.CLOSING || !application.grants.isEmpty()) {
            return;
        }
        if (applications.remove(application.id, application)) {
            // All of them: an earlier master may have had executors where this one has not.
            workers.keySet().forEach(w -> command(new MasterCommand.ToWorker(w, new ApplicationEnded(application.id))));
            command(new MasterCommand.ToApplication(application.id, new ApplicationClosed()));
        }
    }
}
