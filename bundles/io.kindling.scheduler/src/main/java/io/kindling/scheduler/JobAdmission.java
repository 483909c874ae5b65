package io.kindling.scheduler;

import io.kindling.common.ShuffleId;
import io.kindling.scheduler.api.SchedulerCommand.StageRetired;
import io.kindling.scheduler.api.SchedulerEvent.JobSubmitted;
import io.kindling.scheduler.api.StageNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks a submitted job and joins its stages to those that are known. */
final class JobAdmission {

    private final SchedulerState state;

    JobAdmission(final SchedulerState state) {
        this.state = state;
    }

    /** What is wrong with a job, or null. Changes nothing. */
    String problem(final JobSubmitted event) {
        if (event.stages().isEmpty()) {
            return "it has no stages";
        }
        final StageNode last = event.stages().get(event.stages().size() - 1);
        final Map<ShuffleId, StageNode> written = new HashMap<>();
        final Set<Object> ids = new HashSet<>();
        for (final StageNode node : event.stages()) {
            if (!ids.add(node.id())) {
                return "stage " + node.id() + " is named twice";
            }
            if ((node.writes() == null) != (node == last)) {
                return "stage " + node.id() + " (" + node.name() + ") " + (node == last
                        ? "is the last one but writes shuffle " + node.writes() : "writes no shuffle but is not the last one");
            }
            for (final ShuffleId shuffle : node.reads()) {
                if (!written.containsKey(shuffle)) {
                    return "stage " + node.id() + " (" + node.name() + ") reads shuffle " + shuffle + ", which no stage before it writes";
                }
            }
            final String clash = clash(node);
            if (clash != null) {
                return clash;
            }
            if (node.writes() != null && written.put(node.writes(), node) != null) {
                return "shuffle " + node.writes() + " is written by two stages";
            }
        }
        return event.partitions().stream().filter(p -> p < 0 || p >= last.partitions()).findFirst()
                .map(p -> "partition " + p + " is wanted, but stage " + last.id() + " (" + last.name() + ") has "
                        + last.partitions() + " partitions").orElse(null);
    }

    private String clash(final StageNode node) {
        final StageRun same = state.graph().find(node.id());
        if (same != null && (node.writes() == null || !node.writes().equals(same.node().writes()))) {
            return "stage " + node.id() + " writes shuffle " + node.writes() + ", but is known to write " + same.node().writes();
        }
        final StageRun producer = node.writes() == null ? null : state.graph().producer(node.writes());
        if (producer != null && producer.node().partitions() != node.partitions()) {
            return "shuffle " + node.writes() + " is said to have " + node.partitions() + " map partitions, but is known to have "
                    + producer.node().partitions();
        }
        return null;
    }

    /** Makes the job; it must have no {@link #problem}. */
    Job admit(final JobSubmitted event, final long nowNanos) {
        final Job job = new Job(event.job(), state.jobs().nextSequence(), nowNanos);
        final List<StageRun> runs = new ArrayList<>(event.stages().size());
        for (final StageNode node : event.stages()) {
            final StageRun run = node.writes() == null ? resultStage(node, job, event.partitions()) : mapStage(node);
            run.members().add(job);
            runs.add(run);
        }
        job.stages(runs);
        state.jobs().add(job);
        state.graph().touch();
        return job;
    }

    private StageRun resultStage(final StageNode node, final Job job, final List<Integer> partitions) {
        final StageRun run = new StageRun(node, new DeliveredResults(partitions), job, 0);
        state.graph().add(run);
        return run;
    }

    private StageRun mapStage(final StageNode node) {
        final StageRun known = state.graph().producer(node.writes());
        if (known == null) {
            final StageRun run = new StageRun(node, state.outputs().open(node.writes(), node.partitions()), null, 0);
            state.graph().add(run);
            return run;
        }
        if (!known.node().id().equals(node.id())) {
            // The same shuffle under another stage number: the first one makes it, the new number is never used.
            state.outbox().add(new StageRetired(node.id()));
        }
        known.refresh(node);
        return known;
    }
}
