package io.kindling.scheduler;

import io.kindling.common.ExecutorId;
import io.kindling.common.ShuffleId;
import io.kindling.scheduler.api.StageNode;
import io.kindling.scheduler.api.TaskEndReason;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/** Which faults a run has, how many are left, and what was injected, so that a failed job can be justified. */
final class SimFaults {

    private final Random random;
    private final boolean crashes;
    private final boolean messages;
    private final boolean fetches;
    private final int throwOneIn;
    private final int fetchOneIn;
    private final int poisonedStage;
    private int budget;
    private int losses;
    private int unreadable;
    private int died;
    private int fatal;
    private final Map<String, Integer> thrown = new HashMap<>();
    private final Map<Integer, Integer> fetchFailures = new HashMap<>();

    /** No faults. */
    static SimFaults none(final Random random) {
        return new SimFaults(random, false);
    }

    SimFaults(final Random random) {
        this(random, true);
    }

    private SimFaults(final Random random, final boolean any) {
        this.random = random;
        if (!any) {
            crashes = false;
            messages = false;
            fetches = false;
            throwOneIn = 0;
            fetchOneIn = 1;
            poisonedStage = -1;
            return;
        }
        crashes = random.nextInt(4) > 0;
        messages = random.nextInt(4) > 0;
        fetches = random.nextInt(3) > 0;
        throwOneIn = random.nextInt(3) == 0 ? 0 : 5 + random.nextInt(40);
        fetchOneIn = 50 << random.nextInt(5);
        poisonedStage = random.nextInt(15) == 0 ? random.nextInt(10) : -1;
        budget = random.nextInt(60);
    }

    boolean crashes() {
        return crashes && spend(random.nextInt(2) == 0);
    }

    boolean messages() {
        return messages;
    }

    private boolean spend(final boolean wish) {
        if (wish && budget > 0) {
            budget--;
            return true;
        }
        return false;
    }

    /** A stored output vanishes, in truth. */
    void maybeLoseOutput(final SimExecutor owner, final ShuffleId shuffle, final long attempt) {
        if (fetches && random.nextInt(fetchOneIn) == 0 && owner.output(shuffle, attempt) != null && spend(true)) {
            owner.stored.get(shuffle).remove(attempt);
            unreadable++;
        }
    }

    /** A map output cannot be handed over, though nothing is wrong with it. */
    boolean cannotMove() {
        return random.nextInt(6) == 0 && spend(true);
    }

    /** The data is fine, but this reader does not get it. */
    boolean cannotReach() {
        final boolean lost = fetches && random.nextInt(fetchOneIn) == 0 && spend(true);
        unreadable += lost ? 1 : 0;
        return lost;
    }

    void countDeath() {
        died++;
    }

    /** Whether what was injected can make a stage fail so often: a death that is not noticed yet may do it alone. */
    boolean explainFetchFailures(final int attempts) {
        return died > 0 || unreadable >= attempts;
    }

    TaskEndReason maybeThrow(final StageNode node, final int partition) {
        if (node.id().value() == poisonedStage && partition == 0) {
            thrown.merge(node.id() + "/" + partition, 1, Integer::sum);
            return new TaskEndReason.ExceptionFailure("java.lang.IllegalStateException: poison", "trace", false);
        }
        if (throwOneIn > 0 && random.nextInt(throwOneIn) == 0 && spend(true)) {
            thrown.merge(node.id() + "/" + partition, 1, Integer::sum);
            final boolean deadly = random.nextInt(50) == 0;
            fatal += deadly ? 1 : 0;
            return new TaskEndReason.ExceptionFailure("java.lang.IllegalStateException: simulated", "trace", deadly);
        }
        return null;
    }

    void countLoss(final ExecutorId executor) {
        losses++;
    }

    void countFetchFailure(final StageNode node) {
        fetchFailures.merge(node.id().value(), 1, Integer::sum);
    }

    int failuresOf(final int stage, final int partition) {
        return thrown.getOrDefault(stage + "/" + partition, 0) + losses;
    }

    int fetchFailuresOf(final int stage) {
        return fetchFailures.getOrDefault(stage, 0);
    }

    boolean hadFatal() {
        return fatal > 0;
    }
}
