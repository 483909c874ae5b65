package io.kindling.storage.memory;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;

import io.kindling.common.RddId;
import io.kindling.storage.api.BlockId;
import io.kindling.storage.api.KeepLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.Test;

public class UseOrderTest {

    private static final Predicate<DataSet> ANY = any -> true;

    private final UseOrder order = new UseOrder();

    private Kept used(final int rdd, final int partition) {
        final Kept kept = new Kept(new BlockId("app", new RddId(rdd), partition), KeepLevel.MEMORY_ONLY, new HeapForm(List.of(), 10), null);
        order.use(kept);
        return kept;
    }

    private static Predicate<DataSet> allBut(final int rdd) {
        return other -> !other.equals(new DataSet("app", new RddId(rdd)));
    }

    private long bytes(final int rdd) {
        return order.bytes(new DataSet("app", new RddId(rdd)));
    }

    @Test
    public void shouldGiveTheOneUnusedForLongest() {
        final Kept first = used(1, 0);
        final Kept second = used(2, 0);
        final Kept third = used(1, 1);
        used(2, 1);
        order.use(first);
        assertSame(third, order.leave(allBut(2)));
        assertSame(first, order.leave(allBut(2)));
        assertNull(order.leave(allBut(2)));
        assertSame(second, order.leave(ANY));
        assertTrue(second.leaving);
        order.use(second);
        order.offer(second);
        assertEquals("that one leaves", 10, order.bytes());
    }

    @Test
    public void shouldTakeBackABlockAtThePlaceOfItsUse() {
        final Kept first = used(1, 0);
        final Kept second = used(1, 1);
        order.remove(first);
        order.remove(first);
        assertEquals(10, order.bytes());
        order.offer(first);
        order.offer(first);
        assertEquals(20, order.bytes());
        assertSame(first, order.leave(ANY));
        assertSame(second, order.leave(ANY));
    }

    @Test
    public void shouldLookAtTwoDataSetsForEachHoweverManyBlocksThereAre() {
        final int blocks = 30_000;
        for (int i = 0; i < blocks; i++) {
            used(1 + i / 10_000, i);
        }
        assertEquals(300_000, order.bytes());
        assertEquals(100_000, bytes(1));
        final AtomicInteger looks = new AtomicInteger();
        for (int i = 10_000; i < blocks; i++) {
            assertEquals(i, order.leave(other -> looks.incrementAndGet() > 0 && allBut(1).test(other)).id.partition());
        }
        assertTrue(looks + " looks", looks.get() <= 2 * 20_000);
        assertNull(order.leave(allBut(1)));
        assertEquals(100_000, order.bytes());
        assertEquals(0, bytes(2));
    }

    @Test
    public void shouldGiveBlocksInTheSameOrderAsAList() {
        final Random random = new Random(5);
        final List<Kept> expected = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            final int rdd = random.nextInt(4);
            if (expected.size() < 50 && random.nextBoolean()) {
                expected.add(used(rdd, i));
            } else if (!expected.isEmpty() && random.nextBoolean()) {
                final Kept one = expected.remove(random.nextInt(expected.size()));
                order.use(one);
                expected.add(one);
            } else {
                final Kept oldest = expected.stream().filter(kept -> kept.id.rdd().value() != rdd).findFirst().orElse(null);
                assertSame(oldest, order.leave(allBut(rdd)));
                expected.remove(oldest);
            }
            assertEquals(10L * expected.stream().filter(kept -> kept.id.rdd().value() == rdd).count(), bytes(rdd));
        }
    }
}
