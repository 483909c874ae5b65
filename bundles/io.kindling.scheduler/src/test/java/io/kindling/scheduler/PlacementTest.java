package io.kindling.scheduler;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.kindling.common.ExecutorId;
import io.kindling.common.StageId;
import io.kindling.scheduler.api.ExecutorView;
import io.kindling.scheduler.api.SchedulingPolicy;
import io.kindling.scheduler.api.StageNode;
import io.kindling.scheduler.api.TaskView;
import java.util.List;
import org.junit.Test;

/** Where tasks go. */
public class PlacementTest {

    private static StageNode near(final String... places) {
        return new StageNode(new StageId(0), "scan", places.length, List.of(), null, true,
                List.of(places).stream().map(place -> place.isEmpty() ? List.<String>of() : List.of(place)).toList());
    }

    private static ExecutorView view(final int id, final String host, final int free) {
        return new ExecutorView(new ExecutorId(id), host, 8, free);
    }

    @Test
    public void shouldPreferExecutorThenHostThenMostFreeThenLowestId() {
        final List<ExecutorView> all = List.of(view(0, "a", 1), view(1, "b", 1), view(2, "b", 2), view(3, "c", 5), view(4, "d", 5));
        final LocalityPolicy policy = new LocalityPolicy();
        assertEquals(0, policy.choose(new TaskView(new StageId(0), 0, 0, List.of("b", "executor_0")), all).id().value());
        assertEquals(2, policy.choose(new TaskView(new StageId(0), 0, 0, List.of("b")), all).id().value());
        assertEquals(3, policy.choose(new TaskView(new StageId(0), 0, 0, List.of("z", "executor_9")), all).id().value());
    }

    @Test
    public void shouldPlaceTasksWhereTheirDataIs() {
        final Harness harness = new Harness();
        harness.executor(0, "a", 1);
        harness.executor(1, "b", 1);
        harness.executor(2, "b", 1);
        harness.submit(0, near("", "b", "executor_0"));
        assertEquals(List.of("0/2@0", "0/1@1", "0/0@2"), harness.lastLaunches());
    }

    @Test
    public void shouldGiveAFreedSlotToATaskWhoseDataIsThere() {
        final Harness harness = new Harness();
        harness.executor(0, 1);
        harness.executor(1, 1);
        harness.submit(0, near("executor_0", "executor_1", "executor_0", "executor_1"));
        assertEquals(List.of("0/0@0", "0/1@1"), harness.lastLaunches());
        harness.succeed(0, 1);
        assertEquals(List.of("0/3@1"), harness.lastLaunches());
        harness.succeed(0, 3);
        assertEquals("rather elsewhere than wait", List.of("0/2@1"), harness.lastLaunches());
    }

    @Test
    public void shouldKeepToConstraints() {
        final Harness harness = new Harness(1, new LocalityPolicy(),
                List.of((task, executor) -> executor.id().value() != task.partition()));
        harness.executor(0, 2);
        harness.executor(1, 1);
        harness.submit(0, near("executor_0", "", ""));
        assertEquals(List.of("0/0@1", "0/1@0", "0/2@0"), harness.lastLaunches());
    }

    @Test
    public void shouldEndJobsThatConstraintsRefuseForEver() {
        final Harness harness = new Harness(1, new LocalityPolicy(), List.of((task, executor) -> false));
        harness.executor(0, 2);
        harness.submit(0, near("", ""));
        harness.tickAt(119);
        assertEquals(List.of(), harness.last);
        harness.tickAt(120);
        assertTrue(harness.failure(0).cause(), harness.failure(0).cause().contains("constraints have refused"));
    }

    @Test
    public void shouldAskAPolicyThatSomebodyBringsAboutAllThatIsAllowed() {
        final SchedulingPolicy last = (task, candidates) -> candidates.get(candidates.size() - 1);
        final Harness harness = new Harness(1, last, List.of((task, executor) -> executor.id().value() != 2));
        harness.executor(0, 3);
        harness.executor(1, 1);
        harness.executor(2, 3);
        harness.submit(0, near("", ""));
        assertEquals(List.of("0/0@1", "0/1@0"), harness.lastLaunches());
    }

    @Test
    public void shouldFailTheJobAndNameThePlugInThatThrows() {
        final SchedulingPolicy broken = (task, candidates) -> {
            throw new IllegalStateException("no idea");
        };
        final Harness harness = new Harness(1, broken, List.of());
        harness.executor(0, 3);
        harness.submit(0, near("", ""));
        assertTrue(harness.failure(0).cause(), harness.failure(0).cause().contains("no idea"));
        final SchedulingPolicy stranger = (task, candidates) -> view(9, "z", 1);
        final Harness other = new Harness(1, stranger, List.of());
        other.executor(0, 3);
        other.submit(0, near("", ""));
        assertTrue(other.failure(0).cause(), other.failure(0).cause().contains("which is none of"));
    }

    @Test
    public void shouldFindTheSameByShortListAsByLookingAtEveryExecutor() {
        final SchedulingPolicy slow = (task, candidates) -> new LocalityPolicy().choose(task, candidates);
        final Harness one = new Harness();
        final Harness two = new Harness(1, slow, List.of());
        for (final Harness harness : List.of(one, two)) {
            for (int id = 0; id < 12; id++) {
                harness.executor(id, "host" + id % 5, 1 + id % 4);
            }
            final String[] places = new String[60];
            for (int p = 0; p < places.length; p++) {
                places[p] = p % 3 == 0 ? "" : p % 3 == 1 ? "host" + p % 7 : "executor_" + p % 15;
            }
            harness.submit(0, near(places));
            for (int p = 0; p < 20; p++) {
                harness.succeed(harness.launched.get((long) p));
            }
        }
        assertEquals(one.launched, two.launched);
    }
}
