package io.kindling.executor.task;

import static org.junit.Assert.assertEquals;

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
}
