package io.kindling.executor.task;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.Test;

public class MemoryBudgetTest {

    private final MemoryBudget budget = new MemoryBudget(1_000, 2);

    @Test
    public void shouldGiveAllToOneTaskAlone() {
        final MemoryBudget.Share only = budget.open();
        assertEquals(1_000, only.acquire(5_000));
        assertEquals(0, only.acquire(1));
        only.release(400);
        assertEquals(400, only.acquire(400));
        assertEquals("what was not given back", 1_000, only.close());
        assertEquals(0, budget.used());
    }

    @Test
    public void shouldShareAmongRunningTasksAndKeepTheLeastShareFree() {
        final MemoryBudget.Share first = budget.open();
        assertEquals(600, first.acquire(600));
        final MemoryBudget.Share second = budget.open();
        assertEquals("more than its half already", 0, first.acquire(1));
        assertEquals("what is left", 400, second.acquire(600));
        first.release(300);
        assertEquals("up to a half", 100, second.acquire(600));
        assertEquals(200, first.acquire(900));
        first.close();
        assertEquals("alone again", 500, second.acquire(900));
        second.close();
        assertEquals(0, second.acquire(1));
    }

    @Test
    public void shouldKeepRoomForATaskThatHasAskedForNothingYet() {
        final MemoryBudget.Share first = budget.open();
        final MemoryBudget.Share second = budget.open();
        assertEquals(500, first.acquire(1_000));
        final MemoryBudget.Share third = budget.open();
        assertEquals(250, second.acquire(1_000));
        assertEquals(250, third.acquire(1_000));
    }

    @Test
    public void shouldNotReleaseMoreThanWasTaken() {
        final MemoryBudget.Share share = budget.open();
        share.acquire(10);
        share.release(1_000);
        assertEquals(0, budget.used());
    }

    @Test
    public void shouldLendBlocksWhatTasksDoNotUse() {
        final MemoryBudget shared = new MemoryBudget(1_000, 400, 1);
        assertTrue(shared.storage().acquire(900));
        assertFalse(shared.storage().acquire(101));
        assertEquals(100, shared.storage().available());
        shared.storage().release(900);
        final MemoryBudget.Share task = shared.open();
        assertEquals(1_000, task.acquire(1_000));
        assertFalse("tasks do not give back for blocks", shared.storage().acquire(1));
    }

    @Test
    public void shouldPushBlocksOutForTasksButForTheProtectedPart() {
        final MemoryBudget shared = new MemoryBudget(100 << 20, 40 << 20, 2);
        final AtomicLong asked = new AtomicLong();
        shared.evictor(bytes -> {
            asked.addAndGet(bytes);
            shared.storage().release(bytes);
            return bytes;
        });
        assertTrue(shared.storage().acquire(100 << 20));
        final MemoryBudget.Share task = shared.open();
        assertEquals(30 << 20, task.acquire(30 << 20));
        assertEquals("no more than needed", 30 << 20, asked.get());
        assertEquals("down to what is protected", 30 << 20, task.acquire(90 << 20));
        assertEquals(60 << 20, asked.get());
        assertEquals(0, task.acquire(1 << 20));
        assertEquals("a task that asks for little takes a step", 60 << 20, asked.get());
    }

    @Test
    public void shouldGiveEachTaskItsLeastShareWhateverBlocksHold() {
        final MemoryBudget shared = new MemoryBudget(100 << 20, 50 << 20, 2);
        shared.evictor(bytes -> {
            shared.storage().release(bytes);
            return bytes;
        });
        assertTrue(shared.storage().acquire(100 << 20));
        final MemoryBudget.Share first = shared.open();
        final MemoryBudget.Share second = shared.open();
        final long least = (50 << 20) / 4;
        assertTrue(first.acquire(100 << 20) >= least);
        assertTrue(second.acquire(100 << 20) >= least);
    }

    @Test
    public void shouldRefuseRatherThanGoOnForeverWhenBlocksCannotGo() {
        final MemoryBudget shared = new MemoryBudget(1_000, 0, 1);
        assertTrue(shared.storage().acquire(1_000));
        assertEquals(0, shared.open().acquire(10));
    }
}
