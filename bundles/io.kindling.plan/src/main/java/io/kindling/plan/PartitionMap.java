package io.kindling.plan;

import io.kindling.protocol.stage.Operator;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** From the partitions of a stage to those of a data set within it. Immutable. */
@FunctionalInterface
public interface PartitionMap {

    /** One to one. */
    PartitionMap SAME = partition -> new int[] {partition};

    /** The data set's partitions that a task of the stage's partition computes; often one, none in the other branches of a union. */
    int[] locals(int stagePartition);

    /** Of an input of a union, whose partitions begin and end there among the union's. */
    default PartitionMap within(final int first, final int count) {
        return stagePartition -> Arrays.stream(locals(stagePartition)).map(local -> local - first).filter(local -> local >= 0 && local < count).toArray();
    }

    /** Of an input of which neighbours are read together. */
    default PartitionMap apart(final int inputs, final int partitions) {
        return stagePartition -> Arrays.stream(locals(stagePartition)).flatMap(local -> IntStream.range(
                Operator.Coalesce.first(inputs, partitions, local), Operator.Coalesce.first(inputs, partitions, local + 1))).toArray();
    }

    /** Of an input of which some partitions are read. */
    default PartitionMap picked(final List<Integer> partitions) {
        return stagePartition -> Arrays.stream(locals(stagePartition)).map(partitions::get).toArray();
    }

    /** Of the left input of a cartesian product. */
    default PartitionMap left(final int rightPartitions) {
        return stagePartition -> Arrays.stream(locals(stagePartition)).map(local -> local / rightPartitions).distinct().toArray();
    }

    /** Of the right input of a cartesian product. */
    default PartitionMap right(final int rightPartitions) {
        return stagePartition -> Arrays.stream(locals(stagePartition)).map(local -> local % rightPartitions).distinct().toArray();
    }
}
