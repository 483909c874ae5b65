package io.kindling.driver.control;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.api.StorageLevels;
import io.kindling.common.ExecutorId;
import io.kindling.plan.Lineage;
import io.kindling.plan.RddNode;
import io.kindling.protocol.stage.Operator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.Test;

public class CachedRddsTest {

    private static final ExecutorId ONE = new ExecutorId(1);
    private static final ExecutorId TWO = new ExecutorId(2);

    private final CachedRdds cached = new CachedRdds();
    private final RddNode node = new Lineage().source("numbers", new Operator.RangeSource(), List.of(new byte[0], new byte[0]));

    private boolean report(final int partition, final ExecutorId executor, final long memory, final long disk) {
        return cached.reported(node.id(), partition, new CachedRdds.Copy(executor, 0, memory, disk));
    }

    @Test
    public void shouldKnowTheCopiesOfEachCodeApart() {
        cached.add(node, StorageLevels.MEMORY_ONLY);
        for (int code = 0; code < 2; code++) {
            assertTrue(cached.reported(node.id(), 0, new CachedRdds.Copy(ONE, code, 10, 0)));
        }
        assertEquals(2, cached.copies(node.id(), 0).size());
        assertEquals(List.of("executor_" + ONE), cached.locations(node.id(), 0));
        assertTrue(cached.reported(node.id(), 0, new CachedRdds.Copy(ONE, 1, 0, 0)));
        assertEquals(List.of(new CachedRdds.Copy(ONE, 0, 10, 0)), cached.copies(node.id(), 0));
        cached.reported(node.id(), 0, new CachedRdds.Copy(ONE, 1, 10, 0));
        cached.lost(ONE);
        assertEquals(List.of(), cached.copies(node.id(), 0));
    }

    @Test
    public void shouldKnowWhereCopiesAre() {
        cached.add(node, StorageLevels.MEMORY_AND_DISK_2);
        assertEquals("disk+memory+objects+x2", cached.level(node.id()));
        assertTrue(report(0, ONE, 10, 0));
        assertTrue(report(0, TWO, 0, 10));
        assertEquals(Set.of("executor_1", "executor_2"), Set.copyOf(cached.locations(node.id(), 0)));
        assertEquals(Set.of(0), cached.partitions(node.id()));
        report(0, ONE, 0, 0);
        assertEquals(List.of("executor_2"), cached.locations(node.id(), 0));
        assertEquals(List.of(), cached.locations(node.id(), 1));
    }

    @Test
    public void shouldRefuseToChangeALevel() {
        cached.add(node, StorageLevels.MEMORY_ONLY);
        cached.add(node, StorageLevels.create(false, true, true, 1));
        final UnsupportedOperationException refused = assertThrows(UnsupportedOperationException.class, () -> cached.add(node, StorageLevels.DISK_ONLY));
        assertTrue(refused.getMessage(), refused.getMessage().contains("StorageLevel(disk, 1 replicas); call unpersist first"));
        assertTrue(cached.remove(node));
        cached.add(node, StorageLevels.DISK_ONLY);
        assertEquals(StorageLevels.DISK_ONLY, cached.levelOf(node.id()));
    }

    @Test
    public void shouldNotKeepAtNoLevel() {
        cached.add(node, StorageLevels.NONE);
        assertFalse(cached.isCached(node.id()));
        assertFalse(cached.remove(node));
    }

    @Test
    public void shouldTellWhatLostACopyAndShouldHaveSeveral() {
        cached.add(node, StorageLevels.MEMORY_ONLY_2);
        report(0, ONE, 10, 0);
        report(0, TWO, 10, 0);
        report(1, TWO, 10, 0);
        cached.lost(ONE);
        assertEquals(List.of(new CachedRdds.Short(node.id(), 0)), cached.takeShort());
        assertEquals("once", List.of(), cached.takeShort());
        assertEquals(List.of("executor_2"), cached.locations(node.id(), 0));
    }

    @Test
    public void shouldSayWhatNobodyWants() {
        assertFalse(report(0, ONE, 10, 0));
        assertTrue("it is gone already", report(0, ONE, 0, 0));
        cached.add(node, StorageLevels.MEMORY_ONLY);
        report(0, ONE, 10, 0);
        cached.remove(node);
        assertFalse(report(1, ONE, 10, 0));
    }

    @Test
    public void shouldCountReportsThatComeWhileALevelChanges() {
        cached.add(node, StorageLevels.MEMORY_ONLY);
        report(0, ONE, 10, 0);
        cached.change(node, StorageLevels.MEMORY_AND_DISK);
        report(1, TWO, 10, 0);
        assertEquals(StorageLevels.MEMORY_AND_DISK, cached.levelOf(node.id()));
        assertEquals(Set.of(0, 1), cached.partitions(node.id()));
        assertTrue(cached.remove(node));
    }

    @Test
    public void shouldRememberNothingOfWhatIsUnreachable() {
        for (int i = 0; i < 3; i++) {
            final RddNode gone = new Lineage().source("gone", new Operator.RangeSource(), List.of(new byte[0]));
            cached.add(gone, StorageLevels.MEMORY_ONLY);
            cached.remove(gone);
        }
        final long begin = System.nanoTime();
        while (cached.leaving() > 0 && System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(10)) {
            System.gc();
            assertEquals("nobody need be told again", List.of(), cached.takeUnreachable());
        }
        assertEquals("no executor has kept them, so none tells that they are gone", 0, cached.leaving());
    }

    @Test
    public void shouldWaitUntilExecutorsHaveForgotten() throws InterruptedException {
        cached.add(node, StorageLevels.MEMORY_ONLY);
        report(0, ONE, 10, 0);
        report(1, TWO, 10, 0);
        cached.remove(node);
        final Thread waiting = new Thread(() -> cached.awaitForgotten(node.id()));
        waiting.start();
        report(0, ONE, 0, 0);
        assertTrue(waiting.isAlive());
        cached.lost(TWO);
        waiting.join(8_000);
        assertFalse(waiting.isAlive());
    }
}
