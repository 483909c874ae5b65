package io.kindling.cluster.standalone.master;

import io.kindling.cluster.api.ExecutorTarget;
import io.kindling.cluster.api.ResourceProfile;
import io.kindling.cluster.standalone.message.ApplicationFailed;
import io.kindling.cluster.standalone.message.ContainerGranted;
import io.kindling.common.ByteSize;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Gives free cores to applications, first come first served, and says when one can never get any. Pure. */
final class Scheduling {

    private final MasterState state;

    Scheduling(final MasterState state) {
        this.state = state;
    }

    void run(final long now) {
        for (final ApplicationRecord application : List.copyOf(state.applications.values())) {
            final boolean open = application.presence == ApplicationRecord.Presence.CONNECTED
                    && application.target != null && application.failure == null;
            if (open && now - application.notBefore >= 0) {
                grant(application);
            }
            if (open) {
                watchForNever(application, now);
            }
        }
    }

    /** The application gets no more executors. */
    void fail(final ApplicationRecord application, final String reason) {
        if (application.failure == null) {
            application.failure = reason;
            state.command(new MasterCommand.ToApplication(application.id, new ApplicationFailed(reason)));
        }
    }

    private void grant(final ApplicationRecord application) {
        final ExecutorTarget target = application.target;
        final List<Placement.Room> rooms = state.workers.values().stream().filter(w -> w.connected)
                .map(w -> new Placement.Room(w, (int) w.grants.values().stream().filter(g -> g.application.equals(application.id) && !g.isCustodian()).count()))
                .toList();
        final Placement placement = new Placement(target.profile(), application.missingExecutors(), application.missingCores(),
                application.policy.spreadOut());
        for (final Placement.Slot slot : placement.place(rooms)) {
            final WorkerRecord worker = slot.worker();
            final Grant grant = new Grant(state.nextContainer(), application.id, worker, slot.cores(),
                    Placement.memoryOf(target.profile()), Phase.GRANTED);
            application.grants.put(grant.container, grant);
            state.command(new MasterCommand.ToApplication(application.id, new ContainerGranted(grant.container, worker.host, grant.cores, worker.id)));
        }
    }

    private void watchForNever(final ApplicationRecord application, final long now) {
        final boolean waits = application.grants.values().stream().allMatch(Grant::isCustodian) && application.expected.isEmpty() && application.target.executors() > 0;
        if (!waits || couldEverFit(application.target)) {
            application.stuck = false;
        } else if (!application.stuck) {
            application.stuck = true;
            application.stuckSince = now;
        } else if (now - application.stuckSince > TimeUnit.MILLISECONDS.toNanos(application.policy.resourceMillis())) {
            fail(application, explain(application.target));
        }
    }

    private boolean couldEverFit(final ExecutorTarget target) {
        final ResourceProfile profile = target.profile();
        final int cores = Math.max(1, profile.cores());
        return target.totalCores() >= cores && state.workers.values().stream()
                .anyMatch(w -> (w.connected || w.detached) && w.cores >= cores && w.memory >= Placement.memoryOf(profile));
    }

    private String explain(final ExecutorTarget target) {
        final ResourceProfile profile = target.profile();
        final int cores = Math.max(1, profile.cores());
        if (target.totalCores() < cores) {
            return "an executor needs " + cores + " cores (--executor-cores) and the application may have " + target.totalCores()
                    + " (--total-executor-cores): raise the one or lower the other";
        }
        final WorkerRecord largest = state.workers.values().stream().filter(w -> w.connected)
                .max(Comparator.comparingLong(w -> w.memory)).orElse(null);
        if (largest == null) {
            return "no worker has registered with the master: start one with `kindling worker MASTER-URL`";
        }
        final int mostCores = state.workers.values().stream().filter(w -> w.connected).mapToInt(w -> w.cores).max().orElse(0);
        return "no worker is large enough: an executor needs " + cores + " cores and " + ByteSize.format(Placement.memoryOf(profile))
                + " (heap " + ByteSize.format(profile.heapBytes()) + ", overhead " + ByteSize.format(profile.overheadBytes())
                + "), the largest worker has " + mostCores + " cores and " + ByteSize.format(largest.memory)
                + ": lower --executor-memory or --executor-cores, or start a larger worker";
    }
}
