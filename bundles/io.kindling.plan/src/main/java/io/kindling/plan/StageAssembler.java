package io.kindling.plan;

import io.kindling.common.ShuffleId;
import io.kindling.protocol.stage.Aggregator;
import io.kindling.protocol.stage.Operator;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Lays the nodes of one stage out as operators, inputs first. A node that is used twice is laid out twice: a stage
 * is a tree. Walks with a stack of its own, since lineage may be deeper than a thread's.
 */
final class StageAssembler {

    /** Far more than any sane job; below it a stage's code is a few dozen megabytes. */
    private static final int MOST_OPERATORS = 500_000;

    private final CachedData cached;
    private final int code;
    private final List<Operator> operators = new ArrayList<>();
    private final List<StagePlan.SourceUse> sources = new ArrayList<>();
    private final List<StagePlan.CacheUse> caches = new ArrayList<>();
    private final Set<ShuffleId> reads = new LinkedHashSet<>();

    StageAssembler(final CachedData cached, final int code) {
        this.cached = cached;
        this.code = code;
    }

    /** Lays out everything that the last node of a stage needs. */
    StageAssembler layOut(final RddNode last) {
        final Deque<Frame> open = new ArrayDeque<>();
        open.push(new Frame(last, PartitionMap.SAME, false));
        while (!open.isEmpty()) {
            final Frame frame = open.peek();
            if (frame.inputs.size() < frame.dependencies.size()) {
                enter(frame, open);
            } else {
                open.pop();
                final int index = cache(frame, add(operator(frame)));
                if (!open.isEmpty()) {
                    open.peek().accept(index);
                }
            }
        }
        return this;
    }

    List<Operator> operators() {
        return operators;
    }

    List<StagePlan.SourceUse> sources() {
        return sources;
    }

    List<StagePlan.CacheUse> caches() {
        return caches;
    }

    List<ShuffleId> reads() {
        return List.copyOf(reads);
    }

    private void enter(final Frame frame, final Deque<Frame> open) {
        final Dependency next = frame.dependencies.get(frame.inputs.size());
        if (next instanceof ShuffleDependency shuffle) {
            final ShuffleId id = shuffle.stage(code).plan().node().writes();
            reads.add(id);
            // A plain shuffle read is the node itself; a cogroup has its reads as inputs.
            frame.accept(frame.step instanceof Step.CoGroup
                    ? add(new Operator.ShuffleRead(id.value(), new Aggregator.None(), null)) : id.value());
        } else {
            open.push(frame.next(next.parent()));
        }
    }

    private Operator operator(final Frame frame) {
        final Step step = frame.step;
        if (step instanceof Step.Source source) {
            sources.add(new StagePlan.SourceUse(operators.size(), frame.partitions, frame.bundled, source.payloads(), source.places()));
            return source.operator();
        } else if (step instanceof Step.Transform transform) {
            return new Operator.Transform(transform.kind(), frame.inputs.get(0), transform.function());
        } else if (step instanceof Step.ShuffleRead read) {
            return new Operator.ShuffleRead(frame.inputs.get(0), read.aggregator(), read.order());
        } else if (step instanceof Step.CoGroup) {
            return new Operator.CoGroup(frame.inputs);
        } else if (step instanceof Step.Zip zip) {
            return new Operator.Zip(frame.inputs.get(0), frame.inputs.get(1), zip.function());
        } else if (step instanceof Step.Coalesce coalesce) {
            return new Operator.Coalesce(frame.inputs.get(0), coalesce.input().partitions(), coalesce.partitions());
        } else if (step instanceof Step.Pick pick) {
            return new Operator.Pick(frame.inputs.get(0), pick.partitions());
        } else if (step instanceof Step.Cartesian cartesian) {
            return new Operator.Cartesian(frame.inputs.get(0), frame.inputs.get(1), cartesian.right().partitions());
        }
        final Step.Union union = (Step.Union) step;
        return new Operator.Union(frame.inputs, union.inputs().stream().map(RddNode::partitions).toList());
    }

    private int cache(final Frame frame, final int index) {
        final RddNode node = frame.node;
        // Partitions of an indeterminate data set belong together: when some of them are lost and made again out of other map
        // outputs, those that were kept would have records twice that others have, or miss them. The map outputs are used again instead.
        if (!cached.isCached(node.id()) || node.determinism() == Determinism.INDETERMINATE) {
            return index;
        }
        caches.add(new StagePlan.CacheUse(operators.size(), node.id(), frame.partitions));
        return add(new Operator.Cache(index, node.id().value(), cached.level(node.id())));
    }

    private int add(final Operator operator) {
        if (operators.size() == MOST_OPERATORS) {
            throw new IllegalStateException("A stage would have more than " + MOST_OPERATORS
                    + " steps; a data set is used so often in its own lineage that it should be cut by repartition()");
        }
        operators.add(operator);
        return operators.size() - 1;
    }

    /** A node whose inputs are being laid out. */
    private static final class Frame {

        private final RddNode node;
        private final Step step;
        private final PartitionMap partitions;
        private final boolean bundled;
        private final List<Dependency> dependencies;
        private final List<Integer> inputs = new ArrayList<>(2);
        private int nextFirst;

        /** @param bundled whether a task may read several of its partitions */
        Frame(final RddNode node, final PartitionMap partitions, final boolean bundled) {
            this.node = node;
            this.partitions = partitions;
            this.bundled = bundled;
            step = node.step(); // once: it may be cut meanwhile
            dependencies = step.dependencies();
        }

        /** The next input's. */
        Frame next(final RddNode input) {
            if (step instanceof Step.Union) {
                return new Frame(input, partitions.within(nextFirst, input.partitions()), bundled);
            } else if (step instanceof Step.Coalesce coalesce) {
                return new Frame(input, partitions.apart(input.partitions(), coalesce.partitions()), true);
            } else if (step instanceof Step.Pick pick) {
                return new Frame(input, partitions.picked(pick.partitions()), bundled);
            } else if (step instanceof Step.Cartesian cartesian) {
                final int n = cartesian.right().partitions();
                return new Frame(input, inputs.isEmpty() ? partitions.left(n) : partitions.right(n), bundled);
            }
            return new Frame(input, partitions, bundled);
        }

        void accept(final int input) {
            if (step instanceof Step.Union) {
                nextFirst += dependencies.get(inputs.size()).parent().partitions();
            }
            inputs.add(input);
        }
    }
}
