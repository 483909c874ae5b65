package io.kindling.driver.control;

import io.kindling.api.KindlingException;
import io.kindling.api.admin.ApplicationEvent.Topic;
import io.kindling.api.admin.ClusterStatus;
import io.kindling.cluster.api.ClusterManager;
import io.kindling.cluster.api.ClusterSession;
import io.kindling.cluster.api.ExecutorTarget;
import io.kindling.common.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The application's claims: the one on the cluster that it is on, perhaps one on the cluster that it is about to go to, and
 * those on clusters that it has left and whose executors are being drained. The agent's own, but for the status.
 */
final class ClusterClaims {

    private final Clock clock;
    private final ApplicationEvents events;
    private final ExecutorLifecycle lifecycle;
    private final Function<String, ClusterBinding> bindings;
    private final SessionReplacement replacement;
    private final List<ClusterBinding> left = new ArrayList<>();
    private ClusterBinding current;
    private ClusterBinding next;
    private Instant movedAt;
    private boolean ended;
    private volatile ClusterStatus status;

    /**
     * @param bindings    makes a claim on the cluster of a master URL, without a session
     * @param replacement opens a session where one was not handed over
     */
    ClusterClaims(final Clock clock, final ApplicationEvents events, final ExecutorLifecycle lifecycle, final String masterUrl,
                  final Function<String, ClusterBinding> bindings, final SessionReplacement replacement) {
        this.clock = clock;
        this.events = events;
        this.lifecycle = lifecycle;
        this.bindings = bindings;
        this.replacement = replacement;
        current = make(masterUrl);
        show();
    }

    /** The claim by which new executors come. */
    ClusterBinding current() {
        return current;
    }

    /** How it is as it was last shown. Any thread. */
    ClusterStatus status() {
        return status;
    }

    /** An adapter goes; done when nothing here refers to it any more. */
    CompletableFuture<Void> leave(final ClusterManager manager) {
        final CompletableFuture<Void> done = CompletableFuture.allOf(all().map(each -> each.leave(manager)).toArray(CompletableFuture[]::new));
        show();
        return done;
    }

    /** Whether an adapter carries one of the claims. */
    boolean uses(final ClusterManager manager) {
        return all().anyMatch(each -> each.uses(manager));
    }

    void providersChanged() {
        all().toList().forEach(ClusterBinding::providersChanged);
        show();
    }

    void onTick() {
        all().toList().forEach(ClusterBinding::onTick);
        for (final ClusterBinding each : List.copyOf(left)) {
            settle(each);
        }
        if (current.isAbandoned() && next == null && !ended) {
            replacement.onTick(this, current.tie());
        }
        show();
    }

    /** A claim in the place of the present one, on the same cluster. */
    ClusterBinding beginReplacement() {
        next = make(current.tie().masterUrl());
        next.setTarget(current.target());
        return next;
    }

    /** An executor has ended. */
    void onExecutorEnded(final ClusterBinding of) {
        settle(of);
        show();
    }

    /**
     * A move begins.
     *
     * @throws KindlingException if the application cannot be moved now; says why
     */
    ClusterBinding beginMove(final String masterUrl) {
        final String here = current.tie().masterUrl();
        if (ended) {
            throw refused(masterUrl, "it has ended");
        } else if (next != null) {
            throw refused(masterUrl, "it is being moved to " + next.tie().masterUrl());
        } else if (masterUrl.equals(here)) {
            throw refused(masterUrl, "it is there already");
        }
        left.removeIf(old -> old.phase() == ClusterBinding.Phase.CLOSED);
        for (final ClusterBinding old : left) {
            if (lifecycle.executorsOf(old) > 0) {
                throw refused(masterUrl, "it has been moved from " + old.tie().masterUrl() + " to " + here + ", and at " + old.tie().masterUrl()
                        + " are still being drained: " + counted(List.of(old)) + "; try again when they are gone");
            } else if (old.tie().masterUrl().equals(masterUrl)) {
                throw refused(masterUrl, "its claim on that cluster could not be given up yet, since the cluster manager " + old.tie().manager()
                        + " is absent; start its bundle first");
            }
        }
        next = make(masterUrl);
        next.setTarget(current.target());
        return next;
    }

    /** The new cluster has not accepted the application. */
    void moveFailed(final ClusterBinding to) {
        if (next == to) {
            next = null;
        }
    }

    /** The new cluster has accepted the application: executors come from there from now on, the old ones are drained. */
    void moved(final ClusterBinding to, final int attempt, final ClusterSession session) {
        if (next == to && !ended) {
            final ClusterBinding old = current;
            next = null;
            current = to;
            left.add(old);
            movedAt = Instant.ofEpochMilli(clock.currentTimeMillis());
            final String from = old.tie().masterUrl();
            final String there = to.tie().masterUrl();
            if (!from.equals(there)) {
                events.tell(Topic.CLUSTER_MOVED, "The application has moved from " + from + " to " + there, "from", from, "to", there);
            }
            lifecycle.onMoved();
            to.opened(attempt, session);
            old.leaveCluster();
            lifecycle.drain(old, from.equals(there) ? "its session was not taken over" : "the application has moved to " + there, !from.equals(there));
            settle(old);
        } else {
            to.opened(attempt, session);
        }
        show();
    }

    /** How many executors there should be from now on. */
    void setTotal(final int executors) {
        final ExecutorTarget target = current.target();
        final ExecutorTarget wanted = new ExecutorTarget(target.profile(), executors, target.totalCores());
        current.setTarget(wanted);
        if (next != null) {
            next.setTarget(wanted);
        }
    }

    /** Drains an executor and gives it back; no other comes for it. One that has ended is left alone. */
    void kill(final int number) {
        final ExecutorRecord executor = lifecycle.find(number);
        if (executor == null || executor.isDraining() || executor.isCustodian()) {
            return;
        }
        if (executor.binding() == current) {
            final int wanted = current.target().executors();
            setTotal(Math.max(0, (wanted == ExecutorTarget.AS_MANY_AS_FIT ? lifecycle.slottedOf(current) : wanted) - 1));
        }
        lifecycle.drain(executor, "the application gave it back");
    }

    /** The application ends. The sessions are the caller's from now on. */
    List<ClusterSession> takeAll() {
        ended = true;
        final List<ClusterSession> sessions = all().map(ClusterBinding::take).filter(Objects::nonNull).toList();
        next = null;
        left.clear();
        show();
        return sessions;
    }

    /** Shows how it is. */
    void show() {
        final ClusterStatus now = current.tie().status();
        final int draining = left.stream().mapToInt(lifecycle::executorsOf).sum();
        status = draining == 0 || now.state() != ClusterStatus.State.PRESENT ? now
                : new ClusterStatus(now.masterUrl(), now.manager(), now.version(), ClusterStatus.State.MOVING, movedAt,
                        "moved to " + now.masterUrl() + " at " + ClusterTie.time(movedAt) + "; at "
                                + left.get(left.size() - 1).tie().masterUrl() + " are being drained: " + counted(left));
    }

    /** How many executors and custodians, of which there are some, e.g. {@code 2 executors and 1 custodian}. */
    private String counted(final List<ClusterBinding> claims) {
        final int executors = claims.stream().mapToInt(lifecycle::slottedOf).sum();
        final int custodians = claims.stream().mapToInt(lifecycle::executorsOf).sum() - executors;
        return Stream.of(counted(executors, "executor"), counted(custodians, "custodian")).filter(text -> !text.isEmpty()).collect(Collectors.joining(" and "));
    }

    private static String counted(final int count, final String kind) {
        return count == 0 ? "" : count + " " + kind + (count == 1 ? "" : "s");
    }

    private ClusterBinding make(final String masterUrl) {
        final ClusterBinding made = bindings.apply(masterUrl);
        made.tie().whenChanged(this::show);
        return made;
    }

    /** Gives up the claim on a cluster that has been left when no executor of it is there. */
    private void settle(final ClusterBinding of) {
        if (of.isLeaving() && lifecycle.executorsOf(of) == 0) {
            of.retire();
            if (of.phase() == ClusterBinding.Phase.CLOSED) {
                left.remove(of);
            }
        }
    }

    private Stream<ClusterBinding> all() {
        return Stream.concat(Stream.of(current), Stream.concat(Stream.ofNullable(next), List.copyOf(left).stream()));
    }

    private static KindlingException refused(final String masterUrl, final String why) {
        return new KindlingException("The application cannot be moved to " + masterUrl + ": " + why);
    }
}
