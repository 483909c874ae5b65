package io.kindling.protocol.stage;

import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireFormatException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * A stage as fields. Every kind of operator, sink, aggregator and partitioning has a number, here and nowhere else;
 * numbers are never used again for something else. Each of them is a group of its own, so that it can grow.
 */
public final class StageCodec {

    private static final int COLLECTION_SOURCE = 1;
    private static final int RANGE_SOURCE = 2;
    private static final int TEXT_SOURCE = 3;
    private static final int SHUFFLE_READ = 4;
    private static final int TRANSFORM = 5;
    private static final int CO_GROUP = 6;
    private static final int UNION = 7;
    private static final int CACHE = 8;
    private static final int ZIP = 9;
    private static final int COALESCE = 10;
    private static final int CARTESIAN = 11;
    private static final int FILE_SOURCE = 12;
    private static final int PICK = 13;
    private static final int LOST_SOURCE = 14;

    private static final int SHUFFLE_WRITE = 1;
    private static final int COLLECT = 2;
    private static final int COUNT = 3;
    private static final int REDUCE_ALL = 4;
    private static final int TAKE = 5;
    private static final int FOR_EACH = 6;
    private static final int SAVE_TEXT = 7;
    private static final int SAMPLE_KEYS = 8;
    private static final int SAVE_OBJECTS = 9;

    private static final int NONE = 1;
    private static final int REDUCE = 2;
    private static final int FOLD = 3;
    private static final int GROUP = 4;

    private static final int HASH = 1;
    private static final int ROUND_ROBIN = 2;
    private static final int RANGE = 3;
    private static final int CUSTOM = 4;

    private static final int JAVA = 1;
    private static final int BUILTIN = 2;

    private StageCodec() {
    }

    /** Writes a stage as the next fields. */
    public static void write(final StageSpec spec, final FieldWriter out) {
        out.list(spec.operators(), StageCodec::operator);
        one(spec.sink(), out, StageCodec::sink);
        out.int32(spec.code());
    }

    /** Reads what {@link #write} wrote. */
    public static StageSpec read(final FieldReader in) {
        return new StageSpec(in.list(StageCodec::operator), one(in, "sink", StageCodec::sink), in.int32());
    }

    private static void operator(final Operator operator, final FieldWriter out) {
        if (operator instanceof Operator.CollectionSource) {
            out.int32(COLLECTION_SOURCE);
        } else if (operator instanceof Operator.RangeSource) {
            out.int32(RANGE_SOURCE);
        } else if (operator instanceof Operator.TextSource) {
            out.int32(TEXT_SOURCE);
        } else if (operator instanceof Operator.FileSource files) {
            out.int32(FILE_SOURCE);
            out.int32(files.format().number());
        } else if (operator instanceof Operator.LostSource lost) {
            out.int32(LOST_SOURCE);
            out.text(lost.reason());
        } else if (operator instanceof Operator.ShuffleRead read) {
            out.int32(SHUFFLE_READ);
            out.int32(read.shuffle());
            one(read.aggregator(), out, StageCodec::aggregator);
            one(read.order(), out, StageCodec::order);
        } else if (operator instanceof Operator.Transform transform) {
            out.int32(TRANSFORM);
            out.int32(transform.kind().number());
            out.int32(transform.input());
            one(transform.function(), out, StageCodec::function);
        } else if (operator instanceof Operator.CoGroup group) {
            out.int32(CO_GROUP);
            out.ints(ints(group.inputs()));
        } else if (operator instanceof Operator.Union union) {
            out.int32(UNION);
            out.ints(ints(union.inputs()));
            out.ints(ints(union.partitions()));
        } else if (operator instanceof Operator.Cache cache) {
            out.int32(CACHE);
            out.int32(cache.input());
            out.int32(cache.rdd());
            out.text(cache.storageLevel());
        } else if (operator instanceof Operator.Zip zip) {
            out.int32(ZIP);
            out.int32(zip.left());
            out.int32(zip.right());
            one(zip.function(), out, StageCodec::function);
        } else if (operator instanceof Operator.Coalesce coalesce) {
            out.int32(COALESCE);
            out.int32(coalesce.input());
            out.int32(coalesce.inputs());
            out.int32(coalesce.partitions());
        } else if (operator instanceof Operator.Pick pick) {
            out.int32(PICK);
            out.int32(pick.input());
            out.ints(ints(pick.partitions()));
        } else if (operator instanceof Operator.Cartesian cartesian) {
            out.int32(CARTESIAN);
            out.int32(cartesian.left());
            out.int32(cartesian.right());
            out.int32(cartesian.rightPartitions());
        } else {
            throw new IllegalArgumentException("No number is known for " + operator);
        }
    }

    private static Operator operator(final FieldReader in) {
        final int number = in.int32();
        return switch (number) {
            case COLLECTION_SOURCE -> new Operator.CollectionSource();
            case RANGE_SOURCE -> new Operator.RangeSource();
            case TEXT_SOURCE -> new Operator.TextSource();
            case FILE_SOURCE -> new Operator.FileSource(FileFormat.of(in.int32()));
            case LOST_SOURCE -> new Operator.LostSource(in.text());
            case SHUFFLE_READ -> new Operator.ShuffleRead(in.int32(), one(in, "aggregator", StageCodec::aggregator), oneOrNull(in, "order", StageCodec::order));
            case TRANSFORM -> new Operator.Transform(TransformKind.of(in.int32()), in.int32(), oneOrNull(in, "function", StageCodec::function));
            case CO_GROUP -> new Operator.CoGroup(list(in.ints()));
            case UNION -> new Operator.Union(list(in.ints()), list(in.ints()));
            case CACHE -> new Operator.Cache(in.int32(), in.int32(), in.text());
            case ZIP -> new Operator.Zip(in.int32(), in.int32(), one(in, "function", StageCodec::function));
            case COALESCE -> new Operator.Coalesce(in.int32(), in.int32(), in.int32());
            case PICK -> new Operator.Pick(in.int32(), list(in.ints()));
            case CARTESIAN -> new Operator.Cartesian(in.int32(), in.int32(), in.int32());
            default -> throw unknown("operator", number);
        };
    }

    private static void sink(final Sink sink, final FieldWriter out) {
        if (sink instanceof Sink.ShuffleWrite write) {
            out.int32(SHUFFLE_WRITE);
            out.int32(write.shuffle());
            one(write.partitioning(), out, StageCodec::partitioning);
            one(write.combine(), out, StageCodec::aggregator);
        } else if (sink instanceof Sink.Collect) {
            out.int32(COLLECT);
        } else if (sink instanceof Sink.Count) {
            out.int32(COUNT);
        } else if (sink instanceof Sink.Reduce reduce) {
            out.int32(REDUCE_ALL);
            one(reduce.function(), out, StageCodec::function);
        } else if (sink instanceof Sink.Take take) {
            out.int32(TAKE);
            out.int32(take.limit());
        } else if (sink instanceof Sink.ForEach each) {
            out.int32(FOR_EACH);
            one(each.function(), out, StageCodec::function);
        } else if (sink instanceof Sink.SaveText save) {
            out.int32(SAVE_TEXT);
            out.text(save.directory());
            out.text(save.compression());
        } else if (sink instanceof Sink.SaveObjects save) {
            out.int32(SAVE_OBJECTS);
            out.text(save.directory());
            out.text(save.codec());
        } else if (sink instanceof Sink.SampleKeys sample) {
            out.int32(SAMPLE_KEYS);
            out.int32(sample.limit());
            out.int64(sample.seed());
        } else {
            throw new IllegalArgumentException("No number is known for " + sink);
        }
    }

    private static Sink sink(final FieldReader in) {
        final int number = in.int32();
        return switch (number) {
            case SHUFFLE_WRITE -> new Sink.ShuffleWrite(in.int32(), one(in, "partitioning", StageCodec::partitioning), one(in, "aggregator", StageCodec::aggregator));
            case COLLECT -> new Sink.Collect();
            case COUNT -> new Sink.Count();
            case REDUCE_ALL -> new Sink.Reduce(one(in, "function", StageCodec::function));
            case TAKE -> new Sink.Take(in.int32());
            case FOR_EACH -> new Sink.ForEach(one(in, "function", StageCodec::function));
            case SAVE_TEXT -> new Sink.SaveText(in.text(), in.text());
            case SAVE_OBJECTS -> new Sink.SaveObjects(in.text(), in.text());
            case SAMPLE_KEYS -> new Sink.SampleKeys(in.int32(), in.int64());
            default -> throw unknown("sink", number);
        };
    }

    private static void aggregator(final Aggregator aggregator, final FieldWriter out) {
        if (aggregator instanceof Aggregator.None) {
            out.int32(NONE);
        } else if (aggregator instanceof Aggregator.Reduce reduce) {
            out.int32(REDUCE);
            one(reduce.function(), out, StageCodec::function);
        } else if (aggregator instanceof Aggregator.Fold fold) {
            out.int32(FOLD);
            out.bytes(fold.zero());
            one(fold.fold(), out, StageCodec::function);
            one(fold.combine(), out, StageCodec::function);
        } else {
            out.int32(GROUP);
        }
    }

    private static Aggregator aggregator(final FieldReader in) {
        final int number = in.int32();
        return switch (number) {
            case NONE -> new Aggregator.None();
            case REDUCE -> new Aggregator.Reduce(one(in, "function", StageCodec::function));
            case FOLD -> new Aggregator.Fold(in.bytes(), one(in, "function", StageCodec::function), one(in, "function", StageCodec::function));
            case GROUP -> new Aggregator.Group();
            default -> throw unknown("aggregator", number);
        };
    }

    private static void partitioning(final Partitioning partitioning, final FieldWriter out) {
        if (partitioning instanceof Partitioning.Range range) {
            out.int32(RANGE);
            out.int32(range.partitions());
            one(range.order(), out, StageCodec::order);
            out.bytes(range.bounds());
        } else if (partitioning instanceof Partitioning.Custom custom) {
            out.int32(CUSTOM);
            out.int32(custom.partitions());
            one(custom.partitioner(), out, StageCodec::function);
        } else {
            out.int32(partitioning instanceof Partitioning.Hash ? HASH : ROUND_ROBIN);
            out.int32(partitioning.partitions());
        }
    }

    private static Partitioning partitioning(final FieldReader in) {
        final int number = in.int32();
        return switch (number) {
            case HASH -> new Partitioning.Hash(in.int32());
            case ROUND_ROBIN -> new Partitioning.RoundRobin(in.int32());
            case RANGE -> new Partitioning.Range(in.int32(), one(in, "order", StageCodec::order), in.bytes());
            case CUSTOM -> new Partitioning.Custom(in.int32(), one(in, "partitioner", StageCodec::function));
            default -> throw unknown("partitioning", number);
        };
    }

    private static void order(final KeyOrder order, final FieldWriter out) {
        one(order.comparator(), out, StageCodec::function);
        out.bool(order.ascending());
    }

    private static KeyOrder order(final FieldReader in) {
        return new KeyOrder(one(in, "function", StageCodec::function), in.bool());
    }

    private static void function(final FunctionBlob function, final FieldWriter out) {
        out.int32(function.language() == FunctionBlob.Language.JAVA ? JAVA : BUILTIN);
        out.bytes(function.bytes());
        out.bool(function.stateless());
    }

    private static FunctionBlob function(final FieldReader in) {
        final int number = in.int32();
        final FunctionBlob.Language language = switch (number) {
            case JAVA -> FunctionBlob.Language.JAVA;
            case BUILTIN -> FunctionBlob.Language.BUILTIN;
            default -> throw unknown("language", number);
        };
        return new FunctionBlob(language, in.bytes(), in.bool());
    }

    private static <T> void one(final T value, final FieldWriter out, final BiConsumer<T, FieldWriter> write) {
        out.list(value == null ? List.of() : List.of(value), write);
    }

    private static <T> T oneOrNull(final FieldReader in, final String what, final Function<FieldReader, T> read) {
        final List<T> found = in.list(read);
        if (found.size() > 1) {
            throw new WireFormatException("There are " + found.size() + " times " + what + ", at most one is expected");
        }
        return found.isEmpty() ? null : found.get(0);
    }

    private static <T> T one(final FieldReader in, final String what, final Function<FieldReader, T> read) {
        final T found = oneOrNull(in, what, read);
        if (found == null) {
            throw new WireFormatException("There is no " + what);
        }
        return found;
    }

    private static int[] ints(final List<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).toArray();
    }

    private static List<Integer> list(final int[] numbers) {
        final List<Integer> list = new ArrayList<>(numbers.length);
        for (final int number : numbers) {
            list.add(number);
        }
        return list;
    }

    private static WireFormatException unknown(final String what, final int number) {
        return new WireFormatException("No " + what + " has the number " + number);
    }
}
