package io.kindling.driver.rdd;

import io.kindling.api.JavaFutureAction;
import io.kindling.api.function.VoidFunction;
import io.kindling.driver.control.AsyncJob;
import io.kindling.driver.control.JobRunner;
import io.kindling.driver.control.PartitionListener;
import io.kindling.plan.RddNode;
import io.kindling.protocol.stage.Sink;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** What makes jobs of one data set that nobody waits for: the caller's properties are theirs, results are decoded on an asynchronous thread. */
final class AsyncActions<T> {

    private final DataSets data;
    private final RddNode node;
    private final Map<String, String> properties;

    AsyncActions(final DataSets data, final RddNode node) {
        this.data = data;
        this.node = node;
        properties = data.jobs().properties().ofJobs();
    }

    @SuppressWarnings("unchecked")
    JavaFutureAction<List<T>> collect() {
        final String name = data.site("collectAsync");
        final FutureAction<List<T>> action = new FutureAction<>(data.jobs());
        return action.run(job(new Sink.Collect(), name), results -> action.complete((List<T>) data.shipping().decodeAll(results, name)));
    }

    JavaFutureAction<Long> count() {
        final String name = data.site("countAsync");
        final FutureAction<Long> action = new FutureAction<>(data.jobs());
        return action.run(job(new Sink.Count(), name), results -> action.complete(Actions.sum(data.shipping().decodeAll(results, name))));
    }

    JavaFutureAction<Void> foreach(final VoidFunction<T> function) {
        final String name = data.site("foreachAsync");
        final FutureAction<Void> action = new FutureAction<>(data.jobs());
        return action.run(job(new Sink.ForEach(data.shipping().function(function, name)), name), results -> action.complete(null));
    }

    /** Runs what is made of each partition for its effect. */
    JavaFutureAction<Void> run(final String operation) {
        final String name = data.site(operation);
        final FutureAction<Void> action = new FutureAction<>(data.jobs());
        return action.run(job(new Sink.Count(), name), results -> action.complete(null));
    }

    JavaFutureAction<List<T>> take(final int limit) {
        final TakeRounds rounds = new TakeRounds(limit, node.partitions(), data.take());
        final String name = data.site("takeAsync");
        final FutureAction<List<T>> action = new FutureAction<>(data.jobs());
        final List<T> taken = new ArrayList<>();
        if (rounds.isOver()) {
            action.complete(taken);
            return action;
        }
        return next(action, rounds, taken, name);
    }

    private FutureAction<List<T>> next(final FutureAction<List<T>> action, final TakeRounds rounds, final List<T> taken, final String name) {
        final List<Integer> partitions = rounds.next();
        return action.run(new AsyncJob(node, new Sink.Take(rounds.left()), partitions, name, properties, PartitionListener.NONE), results -> {
            rounds.add(data.shipping(), results, taken, name);
            if (rounds.isOver()) {
                action.complete(taken);
            } else {
                next(action, rounds, taken, name);
            }
        });
    }

    /** One value of each partition; they are told one at a time, as they come. */
    <U, R> JavaFutureAction<R> submit(final List<Integer> partitions, final BiConsumer<Integer, U> onResult, final Supplier<R> result) {
        final String name = data.site("submitJob");
        final FutureAction<R> action = new FutureAction<>(data.jobs());
        final OneByOne<U> told = new OneByOne<>(data.shipping(), name, onResult);
        return action.run(new AsyncJob(node, new Sink.Collect(), partitions, name, properties,
                (index, part) -> data.jobs().async().offer(() -> action.attempt(() -> told.tell(index, part)))), results -> {
            for (int i = 0; i < results.size(); i++) {
                told.tell(i, results.get(i));
            }
            action.complete(result.get());
        });
    }

    private AsyncJob job(final Sink sink, final String name) {
        return new AsyncJob(node, sink, JobRunner.all(node), name, properties, PartitionListener.NONE);
    }
}
