package org.example.kindling.processes;

import io.kindling.cluster.api.ClusterListener;
import io.kindling.cluster.api.Container;
import io.kindling.cluster.api.ContainerId;
import io.kindling.cluster.api.ExecutorLaunchSpec;
import io.kindling.cluster.api.ExecutorTarget;
import io.kindling.cluster.api.LossCause;
import io.kindling.common.Agent;
import io.kindling.common.Clock;
import io.kindling.common.ExecutorId;
import io.kindling.common.Inbox;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.example.kindling.processes.ProcessesState.Room;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Owns a session: grants, starts, watches and ends. Everything happens on its thread, the calls of the listener too. */
final class ProcessesAgent implements Agent {

    private static final Logger LOG = LoggerFactory.getLogger(ProcessesAgent.class);
    private static final int BATCH = 64;
    private static final int MOST_FAILURES = 10;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    /** An executor that was told to end and does not is killed. */
    private static final long KILL_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final int NOT_SEEN = -1;

    private final ProcessesState state;
    private final Executors executors;
    private final ClusterListener listener;
    private final Clock clock;
    private final Inbox inbox;
    private final Map<Integer, Process> running = new HashMap<>();
    private final Map<Integer, Long> ending = new HashMap<>();
    private boolean over;
    private int failures;
    private long notBefore;

    ProcessesAgent(final ProcessesState state, final Executors executors, final ClusterListener listener, final Clock clock, final Inbox inbox) {
        this.state = state;
        this.executors = executors;
        this.listener = listener;
        this.clock = clock;
        this.inbox = inbox;
        notBefore = clock.nanoTime();
        for (final Room room : state.rooms) {
            final Process process = room.executor == Room.EMPTY ? null : executors.find(room.executor);
            if (process != null) {
                running.put(room.executor, process);
                if (room.released) {
                    end(room.executor);
                }
            }
        }
    }

    @Override
    public String roleName() {
        return "processes-session-" + state.application();
    }

    /** Of a session that is attached: tells again of grants that were not answered. What has ended is seen in the first turn. */
    @Override
    public void onStart() {
        state.rooms.stream().filter(room -> room.executor == Room.EMPTY).toList().forEach(this::tellGranted);
    }

    @Override
    public int doWork() {
        final int done = inbox.drain(BATCH);
        if (!over) {
            for (final Room room : List.copyOf(state.rooms)) {
                if (room.executor != Room.EMPTY) {
                    watch(room);
                }
            }
            grant();
        }
        return done;
    }

    void setTarget(final ExecutorTarget target) {
        if (!over) {
            state.profile = target.profile();
            state.executors = target.executors();
            state.totalCores = target.totalCores();
        }
    }

    void launch(final String container, final ExecutorLaunchSpec spec) {
        if (over) {
            return;
        }
        final Room room = state.rooms.stream().filter(r -> r.id.equals(container)).findFirst().orElse(null);
        if (room == null) {
            tell(() -> listener.onLost(spec.executor(), new LossCause.LaunchFailed("its container " + container + " is gone")));
        } else if (room.executor == Room.EMPTY) {
            room.executor = spec.executor().value();
            try {
                running.put(room.executor, executors.start(room.host, room.cores, spec));
                tell(() -> listener.onLaunched(spec.executor(), room.host));
            } catch (final IOException e) {
                lost(room, new LossCause.LaunchFailed(e.getMessage() + "; look at " + state.home() + " on " + room.host));
                failed();
            }
        }
    }

    void release(final int executor) {
        if (!over) {
            state.rooms.stream().filter(room -> room.executor == executor).forEach(room -> {
                room.released = true;
                end(executor);
            });
        }
    }

    /** Does nothing more from now on: what happens next is for whoever comes with this state. */
    byte[] detach() {
        over = true;
        return state.encode();
    }

    /** Ends all; returns the processes for the caller to wait for. */
    List<Process> close() {
        over = true;
        final List<Process> last = List.copyOf(running.values());
        List.copyOf(running.keySet()).forEach(this::end);
        return last;
    }

    private void watch(final Room room) {
        final Process process = running.get(room.executor);
        final Long since = ending.get(room.executor);
        if (process != null && process.isAlive()) {
            if (since != null && clock.nanoTime() - since >= KILL_NANOS) {
                process.destroyForcibly();
            }
            return;
        }
        if (room.released) {
            failures = 0;
            lost(room, new LossCause.Released());
        } else {
            lost(room, new LossCause.Exited(process == null ? NOT_SEEN : process.exitValue(), executors.tail(room.executor)));
            failed();
        }
    }

    private void failed() {
        failures++;
        notBefore = clock.nanoTime() + failures * PAUSE_NANOS;
        if (failures == MOST_FAILURES) {
            tell(() -> listener.onFailed(MOST_FAILURES + " executors in a row have failed; the last ones' errors tell why, and "
                    + state.directory() + " has their output"));
        }
    }

    private void lost(final Room room, final LossCause cause) {
        final ExecutorId executor = new ExecutorId(room.executor);
        state.rooms.remove(room);
        running.remove(room.executor);
        ending.remove(room.executor);
        tell(() -> listener.onLost(executor, cause));
    }

    private void end(final int executor) {
        final Process process = running.get(executor);
        if (process != null && ending.putIfAbsent(executor, clock.nanoTime()) == null) {
            process.toHandle().destroy(); // Process.destroy() would close its input too, as if we were gone
        }
    }

    /** Grants what is missing, on the host with the most free cores. */
    private void grant() {
        while (state.profile != null && state.rooms.size() < state.executors && failures < MOST_FAILURES && clock.nanoTime() - notBefore >= 0) {
            String best = null;
            for (final String host : state.url().hosts()) {
                if (best == null || free(host) > free(best)) {
                    best = host;
                }
            }
            final int cores = state.profile.cores() == 0 ? free(best) : state.profile.cores();
            final int used = state.rooms.stream().mapToInt(room -> room.cores).sum();
            if (cores == 0 || cores > free(best) || cores > state.totalCores - used) {
                return;
            }
            final Room room = new Room("room-" + state.granted, best, cores);
            state.granted++;
            state.rooms.add(room);
            tellGranted(room);
        }
    }

    private int free(final String host) {
        return state.url().slots() - state.rooms.stream().filter(room -> room.host.equals(host)).mapToInt(room -> room.cores).sum();
    }

    private void tellGranted(final Room room) {
        final String address = room.host.equals(ProcessesUrl.LOCAL) ? "127.0.0.1" : room.host.substring(room.host.indexOf('@') + 1);
        tell(() -> listener.onGranted(new Container(new ContainerId(room.id), address, room.cores)));
    }

    /** An application that fails at its news must not take the session with it. */
    private static void tell(final Runnable event) {
        try {
            event.run();
        } catch (final RuntimeException e) {
            LOG.error("The application failed at an event of its cluster", e);
        }
    }
}
