package io.kindling.cluster.testkit.mock;

import io.kindling.cluster.api.ClusterListener;
import io.kindling.cluster.api.Container;
import io.kindling.cluster.api.ContainerId;
import io.kindling.cluster.api.ExecutorLaunchSpec;
import io.kindling.cluster.api.ExecutorTarget;
import io.kindling.cluster.api.LossCause;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** What a mock cluster knows of one application. Used by one thread at a time. */
final class MockApplication {

    private static final String HOST = "127.0.0.1";
    private static final String NODE = "mock-node";

    private final Map<String, Room> rooms = new LinkedHashMap<>();
    private final List<ExecutorLaunchSpec> launches = new ArrayList<>();
    private final Queue<Consumer<ClusterListener>> untold = new ArrayDeque<>();
    private ExecutorTarget target;
    private ClusterListener listener;
    private int granted;

    /** A container, and what is in it. */
    private static final class Room {

        private final Container container;
        private ExecutorLaunchSpec spec;
        private boolean running;

        Room(final Container container) {
            this.container = container;
        }

        boolean holds(final int executor) {
            return spec != null && spec.executor().value() == executor;
        }
    }

    boolean isAttached() {
        return listener != null;
    }

    void attach(final ClusterListener next) {
        listener = next;
        for (Consumer<ClusterListener> event = untold.poll(); event != null; event = untold.poll()) {
            tell(event);
        }
        // A listener answers a grant with a launch: where it has not, it may never have heard of it.
        rooms.values().stream().filter(r -> r.spec == null).toList().forEach(r -> tell(l -> l.onGranted(r.container)));
    }

    void detach() {
        listener = null;
    }

    void setTarget(final ExecutorTarget next) {
        target = next;
    }

    /** Grants what the target asks for, if the cluster does so by itself. */
    void serve(final boolean granting) {
        if (granting && target != null) {
            // As many as fit are two: a mock that has no end would never come to one.
            final int wanted = target.executors() == ExecutorTarget.AS_MANY_AS_FIT ? 2 : target.executors();
            while (rooms.values().stream().filter(r -> r.container.cores() > 0).count() < wanted) {
                grant();
            }
        }
    }

    void grant() {
        final int cores = target == null || target.profile().cores() == 0 ? 1 : target.profile().cores();
        final Container container = new Container(new ContainerId("mock-" + granted), HOST, cores, NODE);
        granted++;
        rooms.put(container.id().value(), new Room(container));
        if (isAttached()) {
            tell(l -> l.onGranted(container));
        }
    }

    void launch(final String container, final ExecutorLaunchSpec spec, final boolean start) {
        final Room room = rooms.get(container);
        if (room == null) {
            tell(l -> l.onLost(spec.executor(), new LossCause.LaunchFailed("there is no container " + container)));
        } else if (room.spec == null) {
            room.spec = spec;
            launches.add(spec);
            if (start) {
                start(room);
            }
        }
    }

    void launchCustodian(final String node, final ExecutorLaunchSpec spec, final boolean start) {
        final String name = "custodian-" + spec.executor();
        if (!NODE.equals(node)) {
            tell(l -> l.onLost(spec.executor(), new LossCause.LaunchFailed("there is no node " + node)));
        } else if (!rooms.containsKey(name)) {
            rooms.put(name, new Room(new Container(new ContainerId(name), HOST, 0, NODE)));
            launch(name, spec, start);
        }
    }

    void start(final int executor) {
        rooms.values().stream().filter(r -> r.holds(executor) && !r.running).toList().forEach(this::start);
    }

    void lose(final int executor, final LossCause cause) {
        for (final Room room : List.copyOf(rooms.values())) {
            if (room.holds(executor)) {
                rooms.remove(room.container.id().value());
                tell(l -> l.onLost(room.spec.executor(), cause));
            }
        }
    }

    Set<Integer> running() {
        final Set<Integer> running = new TreeSet<>();
        rooms.values().stream().filter(r -> r.running).forEach(r -> running.add(r.spec.executor().value()));
        return running;
    }

    ExecutorTarget target() {
        return target;
    }

    List<ExecutorLaunchSpec> launches() {
        return List.copyOf(launches);
    }

    /** Tells the listener, or the next one. A listener that fails does the cluster no harm, but its thread hears of it. */
    void tell(final Consumer<ClusterListener> event) {
        if (listener == null) {
            untold.add(event);
            return;
        }
        try {
            event.accept(listener);
        } catch (final RuntimeException e) {
            System.getLogger(MockApplication.class.getName()).log(System.Logger.Level.DEBUG, "a listener failed", e);
        }
    }

    private void start(final Room room) {
        room.running = true;
        tell(l -> l.onLaunched(room.spec.executor(), HOST));
    }
}
