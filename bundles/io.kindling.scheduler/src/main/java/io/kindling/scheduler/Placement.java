package io.kindling.scheduler;

import io.kindling.scheduler.api.ExecutorView;
import io.kindling.scheduler.api.SchedulingConstraint;
import io.kindling.scheduler.api.SchedulingPolicy;
import io.kindling.scheduler.api.TaskView;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Finds an executor for a task among those that are trusted and have its slots free. Our own policy is asked about a
 * short list from the free-slot index; a policy that somebody plugged in sees all executors that the constraints allow,
 * which costs a scan for each task.
 */
final class Placement {

    private final ExecutorRegistry executors;
    private final SchedulingPolicy policy;
    private final List<SchedulingConstraint> constraints;
    private final boolean shortList;

    Placement(final ExecutorRegistry executors, final SchedulingPolicy policy, final List<SchedulingConstraint> constraints) {
        this.executors = executors;
        this.policy = policy;
        this.constraints = List.copyOf(constraints);
        this.shortList = policy instanceof LocalityPolicy;
    }

    /** Where a task goes now, or null if nowhere. */
    ExecutorEntry place(final StageRun run, final int partition) throws PlacementException {
        final List<String> preferred = run.pending().places(partition);
        if (shortList && preferred.isEmpty() && constraints.isEmpty()) {
            return first(executors.free().inOrder());
        }
        final TaskView task = new TaskView(run.node().id(), partition, run.attemptsOf(partition), preferred);
        final List<ExecutorView> candidates = new ArrayList<>();
        if (shortList) {
            addBest(task, candidates);
        } else {
            addAllAllowed(task, candidates);
        }
        return candidates.isEmpty() ? null : choose(task, candidates);
    }

    /** Whether an executor's slots are all that decides, so that tasks may wait for them there. */
    boolean isPlain() {
        return shortList && constraints.isEmpty();
    }

    /** Where a second attempt goes now while the first runs: elsewhere, on another host if possible; or null if nowhere. */
    ExecutorEntry placeBeside(final StageRun run, final int partition, final Attempt first) throws PlacementException {
        final TaskView task = new TaskView(run.node().id(), partition, run.attemptsOf(partition), run.pending().places(partition));
        ExecutorEntry sameHost = null;
        for (final ExecutorEntry entry : executors.free().inOrder()) {
            if (entry == first.executor() || !allows(task, entry.view())) {
                continue;
            }
            if (!entry.host().equals(first.executor().host())) {
                return entry;
            }
            sameHost = sameHost == null ? entry : sameHost;
        }
        return sameHost;
    }

    /** The only executors that the locality policy could choose: preferred ones, the best of each preferred host, the best of all. */
    private void addBest(final TaskView task, final List<ExecutorView> candidates) throws PlacementException {
        for (final String place : task.preferred()) {
            final ExecutorEntry entry = executors.findByName(place);
            if (entry == null) {
                addFirstAllowed(task, executors.free().onHost(place), candidates);
            } else if (executors.free().contains(entry) && allows(task, entry.view())) {
                candidates.add(entry.view());
            }
        }
        if (candidates.isEmpty()) {
            addFirstAllowed(task, executors.free().inOrder(), candidates);
        }
    }

    private void addAllAllowed(final TaskView task, final List<ExecutorView> candidates) throws PlacementException {
        for (final ExecutorEntry entry : executors.free().inOrder()) {
            final ExecutorView view = entry.view();
            if (allows(task, view)) {
                candidates.add(view);
            }
        }
    }

    private void addFirstAllowed(final TaskView task, final Iterable<ExecutorEntry> bestFirst,
                                 final List<ExecutorView> candidates) throws PlacementException {
        for (final ExecutorEntry entry : bestFirst) {
            final ExecutorView view = entry.view();
            if (allows(task, view)) {
                candidates.add(view);
                return;
            }
        }
    }

    private ExecutorEntry choose(final TaskView task, final List<ExecutorView> candidates) throws PlacementException {
        final ExecutorView chosen;
        try {
            chosen = policy.choose(task, List.copyOf(candidates));
        } catch (final RuntimeException e) {
            throw new PlacementException("The scheduling policy " + policy.getClass().getName() + " failed: " + e, e);
        }
        if (chosen == null || !candidates.contains(chosen)) {
            throw new PlacementException("The scheduling policy " + policy.getClass().getName() + " chose " + chosen
                    + ", which is none of " + candidates, null);
        }
        return executors.find(chosen.id());
    }

    private boolean allows(final TaskView task, final ExecutorView executor) throws PlacementException {
        for (final SchedulingConstraint constraint : constraints) {
            try {
                if (!constraint.allows(task, executor)) {
                    return false;
                }
            } catch (final RuntimeException e) {
                throw new PlacementException("The scheduling constraint " + constraint.getClass().getName() + " failed: " + e, e);
            }
        }
        return true;
    }

    private static ExecutorEntry first(final Iterable<ExecutorEntry> bestFirst) {
        final Iterator<ExecutorEntry> entries = bestFirst.iterator();
        return entries.hasNext() ? entries.next() : null;
    }
}
