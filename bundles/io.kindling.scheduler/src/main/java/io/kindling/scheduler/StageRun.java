package io.kindling.scheduler;

import io.kindling.common.ExecutorId;
import io.kindling.scheduler.api.StageNode;
import io.kindling.scheduler.api.StageState;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One stage and its tasks. While it runs, what waits is exactly what is missing and not under way; in any other state
 * nothing waits.
 */
final class StageRun {

    private StageNode node;
    private final StageResults results;
    private final Job owner;
    private final PendingTasks pending = new PendingTasks();
    private final Map<Integer, Attempt> live = new HashMap<>();
    private final Map<Integer, Attempt> copies = new HashMap<>();
    private final BitSet suspects = new BitSet();
    private final Map<Integer, Integer> failures = new HashMap<>();
    private final Set<Job> members = new HashSet<>();
    private int[] launches = new int[0];
    private StageState state = StageState.WAITING;
    private List<Job> wanting = List.of();
    private int attempt;
    private int failedTasks;
    private int fetchFailedAttempts;
    private ExecutorId blamed;
    private int reportedDone;
    private long mark;
    private long expectedNanos = -1;
    private boolean cautious;
    private RunTimes times;
    private boolean begunBefore;
    private boolean exposed = true;
    private boolean released;

    /**
     * @param results its map outputs, or the results of its job
     * @param owner   the job whose result stage it is, or null for a map stage
     */
    StageRun(final StageNode node, final StageResults results, final Job owner, final int attempt) {
        this.node = node;
        this.results = results;
        this.owner = owner;
        this.attempt = attempt;
    }

    StageNode node() {
        return node;
    }

    /** Takes news about where its data is, unless its tasks are being placed. */
    void refresh(final StageNode news) {
        if (state != StageState.RUNNING && news.id().equals(node.id())) {
            node = news;
        }
    }

    StageResults results() {
        return results;
    }

    /** The job whose result stage it is, or null. */
    Job owner() {
        return owner;
    }

    PendingTasks pending() {
        return pending;
    }

    /** Wanted attempts under way, by partition: of two, the first. */
    Map<Integer, Attempt> live() {
        return live;
    }

    /** The second of two wanted attempts at a partition. */
    Map<Integer, Attempt> copies() {
        return copies;
    }

    /** Wanted attempts under way, oldest first. */
    List<Attempt> liveInOrder() {
        return Stream.concat(live.values().stream(), copies.values().stream()).sorted(Comparator.comparingLong(Attempt::id)).toList();
    }

    /** Partitions whose only attempt takes so long that another is to be made beside it. */
    BitSet suspects() {
        return suspects;
    }

    /** Asks for a second attempt, unless there is one. */
    void suspect(final int partition) {
        if (!copies.containsKey(partition)) {
            suspects.set(partition);
        }
    }

    /** How long its tasks run, lately; negative if that is not known, or its tasks must not wait at executors. */
    long expectedNanos() {
        return cautious ? -1 : expectedNanos;
    }

    /** An executor died while tasks waited there: to find the one that it dies of, none may wait from now on. */
    void beCautious() {
        cautious = true;
    }

    /** A task has succeeded after that time. What is longer than expected counts less than what is shorter: one long task says little of the others. */
    void ranFor(final long nanos) {
        final long more = nanos - expectedNanos;
        expectedNanos = expectedNanos < 0 ? nanos : expectedNanos + (more > 0 ? more / 4 : more / 2);
    }

    /** How long its tasks ran. */
    RunTimes times() {
        if (times == null) {
            times = new RunTimes();
        }
        return times;
    }

    /** Active jobs that may need it. */
    Set<Job> members() {
        return members;
    }

    /** Active jobs that need it now, the first submitted first. */
    List<Job> wanting() {
        return wanting;
    }

    void wantedBy(final List<Job> jobs) {
        wanting = jobs;
    }

    StageState state() {
        return state;
    }

    void become(final StageState next) {
        if (state != next) {
            state = TransitionTables.STAGE.next(node.id(), state, next);
        }
    }

    /** Whether it will never do anything again. */
    boolean isOver() {
        return state == StageState.FAILED;
    }

    int attempt() {
        return attempt;
    }

    void nextAttempt() {
        attempt++;
    }

    /** Begins to offer what is missing; a new attempt if it had begun before and was not only paused. */
    void open() {
        if (begunBefore) {
            attempt++;
            begunBefore = false;
        }
        if (launches.length == 0) {
            launches = new int[node.partitions()];
        }
        become(StageState.RUNNING);
        final BitSet waiting = results.missing();
        live.keySet().forEach(waiting::clear);
        pending.reset(waiting, node.preferred());
        reportedDone = done();
    }

    /** What comes after this is a new attempt, and what failed before does not count against it. */
    void close() {
        begunBefore = true;
        pending.clear();
        suspects.clear();
        failures.clear();
        fetchFailedAttempts = 0;
        blamed = null;
    }

    /** Notes that an attempt is no longer what the stage counts on, and puts its partition back if it is wanted. */
    void giveBack(final Attempt ended) {
        if (copies.remove(ended.partition(), ended) || !live.remove(ended.partition(), ended)) {
            return;
        }
        suspects.clear(ended.partition());
        final Attempt copy = copies.remove(ended.partition());
        if (copy == null) {
            offer(ended.partition());
        } else {
            live.put(ended.partition(), copy);
        }
    }

    /** Lets a partition wait if it is missing, and nobody works at it. */
    void offer(final int partition) {
        if (state == StageState.RUNNING && results.isMissing(partition) && !live.containsKey(partition)) {
            pending.add(partition);
        }
    }

    int attemptsOf(final int partition) {
        return launches[partition];
    }

    void launched(final Attempt one) {
        launches[one.partition()]++;
        if (live.putIfAbsent(one.partition(), one) != null) {
            copies.put(one.partition(), one);
            suspects.clear(one.partition());
        }
    }

    /** Notes that an attempt has come back without having begun: the next one takes its number. */
    void notBegun(final Attempt one) {
        if (launches[one.partition()] == one.number() + 1) {
            launches[one.partition()]--;
        }
    }

    int done() {
        return results.wanted() - results.missingCount();
    }

    /** Takes out the attempts at a partition that has been made. */
    List<Attempt> takeLive(final int partition) {
        suspects.clear(partition);
        final Attempt first = live.remove(partition);
        final Attempt second = copies.remove(partition);
        return second != null ? List.of(first, second) : first != null ? List.of(first) : List.of();
    }

    boolean hasProgress() {
        return done() > 0 || !live.isEmpty();
    }

    int failedTasks() {
        return failedTasks;
    }

    /** Counts a failed attempt of a partition: how many in a row it is. */
    int countFailure(final int partition) {
        failedTasks++;
        return failures.merge(partition, 1, Integer::sum);
    }

    void clearFailures(final int partition) {
        failures.remove(partition);
    }

    /** Counts an attempt of the stage that could not read from an executor: how many in a row it is. */
    int countFetchFailure(final ExecutorId executor) {
        blamed = executor;
        return ++fetchFailedAttempts;
    }

    /** Whether the attempt of the stage before this one could not read from that executor either. */
    boolean blamedLast(final ExecutorId executor) {
        return executor.equals(blamed);
    }

    /** Whether some reader may have seen its outputs, so that other outputs in their place would be inconsistent. */
    boolean isExposed() {
        return exposed;
    }

    void exposed(final boolean seen) {
        exposed = seen;
    }

    boolean isReleased() {
        return released;
    }

    void release() {
        released = true;
    }

    int reportedDone() {
        return reportedDone;
    }

    void reported(final int done) {
        reportedDone = done;
    }

    /** The planner's note. */
    long mark() {
        return mark;
    }

    void mark(final long value) {
        mark = value;
    }

    @Override
    public String toString() {
        return "stage " + node.id() + " (" + node.name() + ")";
    }
}
