package io.kindling.dataflow.run;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.kindling.api.Tuple2;
import io.kindling.api.Tuple3;
import io.kindling.api.Tuple4;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.AbstractMap.SimpleEntry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.Test;

/** Hash codes of enums and of classes are others in each process; none of what is asserted here contains them. */
public class KeyHashTest {

    private enum Colour { RED }

    private record Typed(Class<?> type) {
    }

    private record Open(Record inner) {
    }

    private record Shade(Colour colour) {
    }

    private record Plain(int number, String text, BigDecimal amount, LocalDate day) {
    }

    private static final int RED = "RED".hashCode();

    private final KeyHash hash = new KeyHash();

    @Test
    public void shouldHashClassesByTheirNames() {
        assertEquals("java.lang.String".hashCode(), hash.of(String.class));
        assertEquals("java.lang.String".hashCode(), hash.of(new Typed(String.class)));
    }

    @Test
    public void shouldLookIntoWhatIsDeclaredAsSomeRecord() {
        assertEquals(RED, hash.of(new Open(new Shade(Colour.RED))));
    }

    @Test
    public void shouldLookIntoEntriesAndTheOptionalOfTheJdk() {
        assertEquals(RED ^ 7, hash.of(Map.entry(Colour.RED, 7)));
        assertEquals(5 ^ RED, hash.of(new SimpleEntry<>(5, Colour.RED)));
        assertEquals(RED, hash.of(Optional.of(Colour.RED)));
        assertEquals(0, hash.of(Optional.empty()));
    }

    @Test
    public void shouldHashTuplesAsTheyDoThemselves() {
        for (int i = 0; i < 100; i++) {
            for (final Object key : List.of(new Tuple2<>(i, "b" + i), new Tuple3<>(i, 2L * i, "c"), new Tuple4<>("a", i, 0.5, i))) {
                assertEquals(key.hashCode(), hash.of(key));
            }
        }
        assertEquals(new Tuple2<>(RED, 7).hashCode(), hash.of(new Tuple2<>(Colour.RED, 7)));
    }

    @Test
    public void shouldTakeTheOwnHashCodeWhereItIsTheSameEverywhere() {
        final Plain plain = new Plain(1, "a", BigDecimal.TEN, LocalDate.EPOCH);
        assertEquals(plain.hashCode(), hash.of(plain));
        assertTrue(new RecordHash(Plain.class).isOwn());
        assertFalse(new RecordHash(Typed.class).isOwn());
    }
}
