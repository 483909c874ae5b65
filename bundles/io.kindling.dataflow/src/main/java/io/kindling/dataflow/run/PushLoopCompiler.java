package io.kindling.dataflow.run;

import io.kindling.compression.CompressionCodecs;
import io.kindling.dataflow.StageCompiler;
import io.kindling.dataflow.StageProgram;
import io.kindling.dataflow.code.PipelineCodes;
import io.kindling.protocol.stage.Aggregator;
import io.kindling.protocol.stage.Operator;
import io.kindling.protocol.stage.Sink;
import io.kindling.protocol.stage.StageSpec;
import io.kindling.storage.api.KeepLevel;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Makes nodes of operators: everything after the last mapPartitions, or after the source, becomes one push loop. */
@Component(service = StageCompiler.class)
public final class PushLoopCompiler implements StageCompiler {

    private static final int MOST_GROUPED = 4;

    private final PipelineCodes codes = new PipelineCodes();

    @Activate
    public PushLoopCompiler() {
        // Nothing to start.
    }

    @Override
    public StageProgram compile(final StageSpec stage) {
        final List<Node> nodes = new ArrayList<>();
        final BitSet bundled = Bundled.operators(stage.operators());
        for (final Operator operator : stage.operators()) {
            nodes.add(node(operator, nodes, new SourceNodes.Place(nodes.size(), bundled.get(nodes.size()))));
        }
        if (nodes.isEmpty()) {
            throw new IllegalArgumentException("A stage without operators has nothing to run");
        }
        return new CompiledStage(nodes.get(nodes.size() - 1), sink(stage.sink()), codes);
    }

    private static Node node(final Operator operator, final List<Node> nodes, final SourceNodes.Place place) {
        final int index = nodes.size();
        if (operator instanceof Operator.Transform transform) {
            return new TransformNode(transform.kind(), input(transform.input(), nodes), transform.function());
        } else if (operator instanceof Operator.TextSource) {
            return new TextNode(place);
        } else if (operator instanceof Operator.FileSource files) {
            return new FileNode(place, files.format());
        } else if (operator instanceof Operator.CollectionSource) {
            return new SourceNodes.CollectionNode(place);
        } else if (operator instanceof Operator.RangeSource) {
            return new SourceNodes.RangeNode(place);
        } else if (operator instanceof Operator.LostSource lost) {
            return new LostNode(lost.reason());
        } else if (operator instanceof Operator.ShuffleRead read) {
            return new ShuffleReadNode(read.shuffle(), read.aggregator(), read.order());
        } else if (operator instanceof Operator.Cache cache) {
            return new CacheNode(input(cache.input(), nodes), cache.rdd(), KeepLevel.parse(cache.storageLevel()), index);
        } else if (operator instanceof Operator.CoGroup coGroup) {
            return coGroup(coGroup, nodes);
        } else if (operator instanceof Operator.Union union) {
            return union(union, nodes);
        } else if (operator instanceof Operator.Zip zip) {
            return new ZipNode(input(zip.left(), nodes), input(zip.right(), nodes), zip.function());
        } else if (operator instanceof Operator.Coalesce coalesce) {
            return new CoalesceNode(input(coalesce.input(), nodes), coalesce.inputs(), coalesce.partitions());
        } else if (operator instanceof Operator.Pick pick) {
            return new PickNode(input(pick.input(), nodes), pick.partitions());
        } else if (operator instanceof Operator.Cartesian cartesian) {
            return new CartesianNode(input(cartesian.left(), nodes), input(cartesian.right(), nodes), cartesian.rightPartitions());
        }
        throw new IllegalArgumentException("Operator " + index + " is of an unknown kind: " + operator);
    }

    private static Node coGroup(final Operator.CoGroup coGroup, final List<Node> nodes) {
        if (coGroup.inputs().size() < 2 || coGroup.inputs().size() > MOST_GROUPED) {
            throw new IllegalArgumentException("Operator " + nodes.size() + " groups " + coGroup.inputs().size() + " inputs; 2 to " + MOST_GROUPED + " can be");
        }
        return new CoGroupNode(inputs(coGroup.inputs(), nodes), nodes.size());
    }

    private static Node union(final Operator.Union union, final List<Node> nodes) {
        if (union.inputs().size() != union.partitions().size()) {
            throw new IllegalArgumentException("Operator " + nodes.size() + " unites " + union.inputs().size() + " inputs but "
                    + union.partitions().size() + " numbers of partitions are given");
        }
        return new UnionNode(inputs(union.inputs(), nodes), union.partitions());
    }

    private static List<Node> inputs(final List<Integer> indexes, final List<Node> nodes) {
        return indexes.stream().map(index -> input(index, nodes)).toList();
    }

    private static Node input(final int index, final List<Node> nodes) {
        if (index < 0 || index >= nodes.size()) {
            throw new IllegalArgumentException("Operator " + nodes.size() + " has the input " + index + "; inputs come before their operator");
        }
        return nodes.get(index);
    }

    private static SinkNode sink(final Sink sink) {
        if (sink instanceof Sink.ShuffleWrite write) {
            if (write.combine() instanceof Aggregator.Group) {
                throw new IllegalArgumentException("Values are not grouped before shuffle " + write.shuffle());
            }
            if (write.partitioning().partitions() < 1) {
                throw new IllegalArgumentException("Shuffle " + write.shuffle() + " has " + write.partitioning().partitions() + " partitions");
            }
            return new ShuffleWriteSink(write);
        } else if (sink instanceof Sink.Collect) {
            return new ResultSinks.Collect();
        } else if (sink instanceof Sink.Count) {
            return new ResultSinks.Count();
        } else if (sink instanceof Sink.Reduce reduce) {
            return new ResultSinks.Reduce(reduce.function());
        } else if (sink instanceof Sink.Take take) {
            return new ResultSinks.Take(take.limit());
        } else if (sink instanceof Sink.ForEach forEach) {
            return new ResultSinks.ForEach(forEach.function());
        } else if (sink instanceof Sink.SaveText save) {
            return new SaveTextSink(save.directory(), save.compression());
        } else if (sink instanceof Sink.SaveObjects save) {
            return new SaveObjectsSink(save.directory(), save.codec().isEmpty() ? null : CompressionCodecs.of(save.codec()));
        } else if (sink instanceof Sink.SampleKeys sample) {
            return new ResultSinks.SampleKeys(sample.limit(), sample.seed());
        }
        throw new IllegalArgumentException("The sink is of an unknown kind: " + sink);
    }
}
