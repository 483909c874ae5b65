package io.kindling.driver.rdd;

import static java.util.Objects.requireNonNull;

import io.kindling.api.ApproximateEvaluator;
import io.kindling.api.JavaFutureAction;
import io.kindling.api.JavaStatusTracker;
import io.kindling.api.PartialResult;
import io.kindling.api.Rdd;
import io.kindling.api.function.Function;
import io.kindling.api.spi.JobControl;
import io.kindling.api.spi.PartitionFunctions;
import io.kindling.driver.control.SessionJobs;
import io.kindling.plan.RddNode;
import io.kindling.protocol.stage.Sink;
import io.kindling.protocol.stage.TransformKind;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** What a context does for jobs beside running them. Thread-safe. */
final class ContextJobs implements JobControl {

    private final DataSets data;
    private final SessionJobs control;

    ContextJobs(final DataSets data) {
        this.data = data;
        control = data.jobs();
    }

    @Override
    public String localProperty(final String key) {
        return control.properties().current().get(key);
    }

    @Override
    public void localProperty(final String key, final String value) {
        control.properties().set(key, value);
    }

    @Override
    public void cancelJob(final int job, final String reason) {
        control.canceller().job(job, reason);
    }

    @Override
    public void cancelJobGroup(final String group, final boolean future, final String reason) {
        control.canceller().group(group, future, reason);
    }

    @Override
    public void cancelJobsWithTag(final String tag, final String reason) {
        control.canceller().tag(tag, reason);
    }

    @Override
    public void cancelStage(final int stage, final String reason) {
        control.canceller().stage(stage, reason);
    }

    @Override
    public void cancelAllJobs(final String reason) {
        control.canceller().all(reason);
    }

    @Override
    public boolean killTaskAttempt(final long task, final String reason) {
        return control.canceller().task(task, reason);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T, U> List<U> runJob(final Rdd<T> input, final Function<Iterator<T>, U> function, final List<Integer> partitions) {
        final RddNode each = each("runJob", input, function, partitions);
        final List<U> results = new ArrayList<>(partitions.size());
        final String name = CallSite.of("runJob");
        control.run(each, new Sink.Collect(), partitions, name).forEach(result -> results.add((U) data.shipping().decode(result, name).get(0)));
        return results;
    }

    @Override
    public <T, U, R> JavaFutureAction<R> submitJob(final Rdd<T> input, final Function<Iterator<T>, U> function, final List<Integer> partitions,
                                                   final BiConsumer<Integer, U> onResult, final Supplier<R> result) {
        requireNonNull(onResult, "onResult is null");
        requireNonNull(result, "result is null");
        return new AsyncActions<T>(data, each("submitJob", input, function, partitions)).submit(partitions, onResult, result);
    }

    @Override
    public <T, U, R> PartialResult<R> runApproximateJob(final Rdd<T> input, final Function<Iterator<T>, U> function,
                                                        final ApproximateEvaluator<U, R> evaluator, final long timeoutMillis) {
        requireNonNull(evaluator, "evaluator is null");
        final RddNode each = data.transform("runApproximateJob", TransformKind.MAP_PARTITIONS, data.nodeOf(input), PartitionFunctions.single(function));
        return new Approximation<>(data, data.site("runApproximateJob"), evaluator).run(each, new Sink.Collect(), timeoutMillis);
    }

    private <T, U> RddNode each(final String operation, final Rdd<T> input, final Function<Iterator<T>, U> function, final List<Integer> partitions) {
        requireNonNull(function, () -> "the function of " + operation + " is null");
        final RddNode node = data.nodeOf(input);
        if (Set.copyOf(partitions).size() < partitions.size()) {
            throw new IllegalArgumentException(operation + ": a partition is named twice in " + partitions);
        }
        for (final int partition : partitions) {
            if (partition < 0 || partition >= node.partitions()) {
                throw new IllegalArgumentException(operation + ": there is no partition " + partition + "; " + node + " has " + node.partitions());
            }
        }
        return data.transform(operation, TransformKind.MAP_PARTITIONS, node, PartitionFunctions.single(function));
    }

    @Override
    public JavaStatusTracker statusTracker() {
        return control.tracker();
    }
}
