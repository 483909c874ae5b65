package io.kindling.plan;

import io.kindling.protocol.stage.Aggregator;
import io.kindling.protocol.stage.FunctionBlob;
import io.kindling.protocol.stage.KeyOrder;
import io.kindling.protocol.stage.Operator;
import io.kindling.protocol.stage.TransformKind;
import java.util.List;

/** How a data set is made. */
public sealed interface Step {

    /** What it is made of, in order. */
    List<Dependency> dependencies();

    /** Whether other records come out if the input's come in another order. */
    default boolean orderSensitive() {
        return false;
    }

    /**
     * Out of nothing.
     *
     * @param operator a source
     * @param payloads by partition, what the source needs
     * @param places   by partition, the hosts that it is best read on; empty if they are all the same
     */
    record Source(Operator operator, List<byte[]> payloads, List<List<String>> places) implements Step {

        public Source {
            payloads = List.copyOf(payloads);
            places = List.copyOf(places);
        }

        /** That can be read anywhere. */
        public Source(final Operator operator, final List<byte[]> payloads) {
            this(operator, payloads, List.of());
        }

        @Override
        public List<Dependency> dependencies() {
            return List.of();
        }
    }

    /**
     * By a function.
     *
     * @param kind     what is done with it
     * @param input    to what
     * @param function null for kinds without one
     * @param orderSensitive whether it depends on the order of the records
     */
    record Transform(TransformKind kind, RddNode input, FunctionBlob function, boolean orderSensitive) implements Step {

        @Override
        public List<Dependency> dependencies() {
            return List.of(new NarrowDependency(input));
        }
    }

    /**
     * By a shuffle.
     *
     * @param shuffle    which one
     * @param aggregator what is done by key while reading
     * @param order      sorts by key if not null
     */
    record ShuffleRead(ShuffleDependency shuffle, Aggregator aggregator, KeyOrder order) implements Step {

        @Override
        public List<Dependency> dependencies() {
            return List.of(shuffle);
        }
    }

    /**
     * By bringing pairs together.
     *
     * @param dependencies shuffles, or inputs that are partitioned alike already
     */
    record CoGroup(List<Dependency> dependencies) implements Step {

        public CoGroup {
            dependencies = List.copyOf(dependencies);
        }
    }

    /**
     * Partition by partition of two data sets.
     *
     * @param left     one
     * @param right    another with as many partitions
     * @param function of both partitions
     * @param orderSensitive whether it depends on the order of the records
     */
    record Zip(RddNode left, RddNode right, FunctionBlob function, boolean orderSensitive) implements Step {

        @Override
        public List<Dependency> dependencies() {
            return List.of(new NarrowDependency(left), new NarrowDependency(right));
        }
    }

    /**
     * By reading neighbouring partitions together.
     *
     * @param input      what is read
     * @param partitions how many are left
     */
    record Coalesce(RddNode input, int partitions) implements Step {

        @Override
        public List<Dependency> dependencies() {
            return List.of(new NarrowDependency(input));
        }
    }

    /**
     * By leaving partitions out.
     *
     * @param input      what is read
     * @param partitions by partition, which of the input's it is
     */
    record Pick(RddNode input, List<Integer> partitions) implements Step {

        public Pick {
            partitions = List.copyOf(partitions);
        }

        @Override
        public List<Dependency> dependencies() {
            return List.of(new NarrowDependency(input));
        }
    }

    /**
     * Every record with every record.
     *
     * @param left  one
     * @param right another
     */
    record Cartesian(RddNode left, RddNode right) implements Step {

        @Override
        public List<Dependency> dependencies() {
            return List.of(new NarrowDependency(left), new NarrowDependency(right));
        }
    }

    /**
     * One after the other.
     *
     * @param inputs the parts
     */
    record Union(List<RddNode> inputs) implements Step {

        public Union {
            inputs = List.copyOf(inputs);
        }

        @Override
        public List<Dependency> dependencies() {
            return inputs.stream().<Dependency>map(NarrowDependency::new).toList();
        }
    }
}
