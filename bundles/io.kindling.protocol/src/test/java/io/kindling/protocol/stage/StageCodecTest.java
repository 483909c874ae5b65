package io.kindling.protocol.stage;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import io.kindling.protocol.wire.MessageTable;
import io.kindling.protocol.wire.WireFormat;
import io.kindling.protocol.wire.WireFormatException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.Test;

public class StageCodecTest {

    private final WireFormat format = new WireFormat(new MessageTable(Map.of(), Map.of()));

    @Test
    public void shouldBringEveryPartOfAStageThrough() {
        for (final Sink sink : StageSamples.sinks()) {
            final StageSpec spec = new StageSpec(StageSamples.operators(), sink);
            assertEquals(Deep.text(spec), Deep.text(throughTheWire(spec)));
        }
    }

    @Test
    public void shouldHaveASampleOfEveryKind() {
        assertEquals(kinds(Operator.class), classes(StageSamples.operators().stream()));
        assertEquals(kinds(Sink.class), classes(StageSamples.sinks().stream()));
        assertEquals(kinds(Partitioning.class), classes(StageSamples.sinks().stream()
                .filter(Sink.ShuffleWrite.class::isInstance).map(sink -> ((Sink.ShuffleWrite) sink).partitioning())));
        assertEquals(kinds(Aggregator.class), classes(StageSamples.operators().stream()
                .filter(Operator.ShuffleRead.class::isInstance).map(read -> ((Operator.ShuffleRead) read).aggregator())));
    }

    @Test
    public void shouldBringEveryTransformThrough() {
        for (final TransformKind kind : TransformKind.values()) {
            final StageSpec spec = new StageSpec(List.of(new Operator.Transform(kind, 0, null)), new Sink.Count());
            assertEquals(spec, throughTheWire(spec));
        }
    }

    @Test
    public void shouldRefuseWhatHasNoNumber() {
        final byte[] operator = format.write(out -> out.list(List.of(99), (number, fields) -> fields.int32(number)));
        assertThrows(WireFormatException.class, () -> StageCodec.read(format.reader(operator)));
    }

    @Test
    public void shouldRefuseAStageWithoutASink() {
        final byte[] stage = format.write(out -> {
            out.list(List.of(), (number, fields) -> { });
            out.list(List.of(), (number, fields) -> { });
        });
        final WireFormatException refusal = assertThrows(WireFormatException.class, () -> StageCodec.read(format.reader(stage)));
        assertEquals("There is no sink", refusal.getMessage());
    }

    private StageSpec throughTheWire(final StageSpec spec) {
        return StageCodec.read(format.reader(format.write(out -> StageCodec.write(spec, out))));
    }

    private static Set<Class<?>> kinds(final Class<?> type) {
        return Set.of(type.getPermittedSubclasses());
    }

    private static Set<Class<?>> classes(final Stream<?> samples) {
        return samples.map(Object::getClass).collect(Collectors.toSet());
    }
}
