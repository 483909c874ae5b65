package io.kindling.api;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.util.List;
import org.junit.Test;

public class JdbcRddTest {

    @Test
    public void shouldDivideAllNumbersIntoRanges() {
        assertEquals(List.of(new Tuple2<>(1L, 3L), new Tuple2<>(4L, 6L), new Tuple2<>(7L, 10L)), JdbcRdd.ranges(1, 10, 3));
    }

    @Test
    public void shouldLeaveRangesEmptyIfThereAreFewerNumbers() {
        assertEquals(List.of(new Tuple2<>(5L, 4L), new Tuple2<>(5L, 5L)), JdbcRdd.ranges(5, 5, 2));
    }

    @Test
    public void shouldDivideAllNumbersThatThereAre() {
        assertEquals(List.of(new Tuple2<>(Long.MIN_VALUE, -1L), new Tuple2<>(0L, Long.MAX_VALUE)), JdbcRdd.ranges(Long.MIN_VALUE, Long.MAX_VALUE, 2));
    }

    @Test
    public void shouldRefuseWhatIsNoRange() {
        assertEquals("The lower bound 2 is above the upper bound 1",
                assertThrows(IllegalArgumentException.class, () -> JdbcRdd.ranges(2, 1, 1)).getMessage());
        assertEquals("Rows need one partition or more, not 0",
                assertThrows(IllegalArgumentException.class, () -> JdbcRdd.ranges(1, 2, 0)).getMessage());
    }
}
