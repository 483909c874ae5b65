package io.kindling.cluster.standalone.master;

import io.kindling.cluster.api.ExecutorTarget;
import io.kindling.cluster.api.LossCause;
import io.kindling.cluster.standalone.message.DeployPolicy;
import java.util.LinkedHashMap;
import java.util.Map;

/** An application as the master knows it. Owned by {@link MasterState}. */
final class ApplicationRecord {

    /** Enough to explain every loss of a driver that was away for a while. */
    private static final int REMEMBERED_LOSSES = 1_000;

    /** Where its driver is. */
    enum Presence { CONNECTED, AWAY, DETACHED, CLOSING }

    final String id;
    final String name;
    final String ticket;
    final DeployPolicy policy;
    final Map<String, Grant> grants = new LinkedHashMap<>();
    /** What the driver has and no worker has reported yet, after this master started. */
    final Map<String, Expected> expected = new LinkedHashMap<>();
    private final Map<String, LossCause> lost = new LinkedHashMap<>();
    Presence presence = Presence.CONNECTED;
    /** When its driver was heard last; once it is not connected, when that began; while it is detached, when it last had an executor. */
    long since;
    ExecutorTarget target;
    int failuresInARow;
    /** As the failures, but with those that were killed: each makes the pause before the next longer. */
    int quickEndsInARow;
    long notBefore;
    /** Since when no worker could ever take one of its executors; meaningful only if {@link #stuck}. */
    long stuckSince;
    boolean stuck;
    /** Why it gets no more executors, or null. */
    String failure;

    ApplicationRecord(final String id, final String name, final String ticket, final DeployPolicy policy, final long now) {
        this.id = id;
        this.name = name;
        this.ticket = ticket;
        this.policy = policy;
        since = now;
        notBefore = now;
    }

    void rememberLoss(final String container, final LossCause cause) {
        lost.put(container, cause);
        if (lost.size() > REMEMBERED_LOSSES) {
            lost.remove(lost.keySet().iterator().next());
        }
    }

    boolean remembersLoss(final String container) {
        return lost.containsKey(container);
    }

    LossCause lossOf(final String container) {
        return lost.getOrDefault(container, new LossCause.NodeLost("(unknown to the master)"));
    }

    /** Whether processes are there, or may be, that end by themselves when the driver does not come back. */
    boolean hasProcesses() {
        return !expected.isEmpty() || grants.values().stream().anyMatch(Grant::isProcess);
    }

    Grant ofExecutor(final int executor) {
        return grants.values().stream().filter(g -> g.executor == executor).findFirst().orElse(null);
    }

    int missingExecutors() {
        final long live = grants.values().stream().filter(g -> g.phase() != Phase.ENDING && !g.isCustodian()).count() + expected.size();
        return (int) Math.max(0, target.executors() - live);
    }

    int missingCores() {
        final long used = grants.values().stream().mapToLong(g -> g.cores).sum()
                + expected.values().stream().mapToLong(e -> e.held.cores()).sum();
        return (int) Math.max(0, target.totalCores() - used);
    }
}
