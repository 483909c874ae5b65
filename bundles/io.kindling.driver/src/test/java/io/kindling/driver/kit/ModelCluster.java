package io.kindling.driver.kit;

import io.kindling.cluster.api.ApplicationDescription;
import io.kindling.cluster.api.ClusterException;
import io.kindling.cluster.api.ClusterListener;
import io.kindling.cluster.api.ClusterManager;
import io.kindling.cluster.api.ClusterSession;
import io.kindling.cluster.api.Container;
import io.kindling.cluster.api.ContainerId;
import io.kindling.cluster.api.ExecutorLaunchSpec;
import io.kindling.cluster.api.ExecutorTarget;
import io.kindling.cluster.api.LossCause;
import io.kindling.common.ExecutorId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A cluster that goes on by itself while adapters come and go, one small step at a time, and knows what it has been asked for. */
public final class ModelCluster {

    /** What must never happen, and did. */
    public final List<String> violations = new ArrayList<>();
    /** Processes that run, by executor: they register when they are told to. */
    public final Map<Integer, Place> running = new LinkedHashMap<>();
    /** One in how many calls of an adapter fails; 0 for none. */
    public int failures;
    private final String url;
    private final Random random;
    private final List<Claim> claims = new ArrayList<>();
    private int nextContainer;

    public ModelCluster(final String url, final Random random) {
        this.url = url;
        this.random = random;
    }

    /** A new instance of the adapter. */
    public Manager manager() {
        return new Manager();
    }

    /** Containers of all claims that are open. */
    public int containers() {
        return claims.stream().filter(claim -> !claim.closed).mapToInt(claim -> claim.places.size()).sum();
    }

    @Override
    public String toString() {
        return claims.stream().filter(claim -> !claim.closed).map(claim -> "claim " + claim.number + (claim.session == null ? " detached" : " attached")
                + (claim.lost ? " lost" : "") + " " + claim.places.keySet()).collect(Collectors.joining("; ", url + ": ", ""));
    }

    /** Something happens in the cluster. */
    public void step() {
        for (final Claim claim : List.copyOf(claims)) {
            if (!claim.closed && claim.target > claim.places.size() && random.nextInt(3) == 0) {
                final Place place = new Place(claim, url + "-" + nextContainer++);
                claims.stream().filter(each -> each == claim).forEach(each -> each.places.put(place.id, place));
                claim.tellGrant(place);
            }
            for (final Place place : List.copyOf(claim.places.values())) {
                if (!claim.closed && place.executor >= 0 && !place.launched && random.nextInt(3) == 0) {
                    place.launched = true;
                    running.put(place.executor, place);
                    claim.tell(listener -> listener.onLaunched(new ExecutorId(place.executor), "h"));
                }
            }
        }
    }

    /** Frees what nobody can come back for, as clusters do after a while. */
    public void expire() {
        claims.stream().filter(claim -> claim.lost && !claim.closed
                && (claim.session == null || claim.session.manager.stopped)).forEach(Claim::close);
    }

    /** The process of an executor ends. */
    public void end(final int executor, final LossCause cause) {
        final Place place = running.remove(executor);
        if (place != null) {
            place.claim.lose(place, cause);
        }
    }

    private void mayFail() {
        if (failures > 0 && random.nextInt(failures) == 0) {
            throw new IllegalStateException("the adapter is broken");
        }
    }

    /** Room for one executor. */
    public static final class Place {

        private final Claim claim;
        private final String id;
        private int executor = -1;
        private boolean launched;

        Place(final Claim claim, final String id) {
            this.claim = claim;
            this.id = id;
        }

        Container container() {
            return new Container(new ContainerId(id), "h", 2);
        }
    }

    /** What the cluster knows of an application. */
    private final class Claim {

        private final int number = claims.size();
        private final Map<String, Place> places = new LinkedHashMap<>();
        private final List<Consumer<ClusterListener>> untold = new ArrayList<>();
        private Session session;
        private int target;
        private boolean closed;
        private boolean lost;

        void close() {
            session = null;
            closed = true;
            List.copyOf(places.values()).forEach(place -> lose(place, new LossCause.Released()));
        }

        void tellGrant(final Place place) {
            if (session != null) {
                session.listener.onGranted(place.container());
            }
        }

        void tell(final Consumer<ClusterListener> news) {
            if (session == null) {
                untold.add(news);
            } else {
                news.accept(session.listener);
            }
        }

        void lose(final Place place, final LossCause cause) {
            places.remove(place.id);
            running.remove(place.executor);
            if (place.executor >= 0 && !closed) {
                final ExecutorId executor = new ExecutorId(place.executor);
                tell(listener -> listener.onLost(executor, cause));
            }
        }

        void attached(final Session by) {
            session = by;
            untold.forEach(news -> news.accept(by.listener));
            untold.clear();
            places.values().stream().filter(place -> place.executor < 0).forEach(this::tellGrant);
        }
    }

    /** One instance of the adapter. */
    public final class Manager implements ClusterManager {

        private final List<Session> sessions = new ArrayList<>();
        private boolean stopped;

        @Override
        public String name() {
            return "model";
        }

        @Override
        public String masterUrlForms() {
            return url;
        }

        @Override
        public boolean accepts(final String masterUrl) {
            return masterUrl.equals(url);
        }

        @Override
        public ClusterSession open(final ApplicationDescription application, final ClusterListener listener) throws ClusterException {
            mayRefuse();
            final Claim claim = new Claim();
            claims.add(claim);
            return start(claim, listener);
        }

        @Override
        public ClusterSession attach(final byte[] detached, final ClusterListener listener) throws ClusterException {
            mayRefuse();
            final Claim claim = claims.get(Integer.parseInt(new String(detached, StandardCharsets.UTF_8)));
            if (claim.session != null) {
                violations.add("attached while another session is there");
            }
            if (claim.closed) {
                throw new ClusterException("the claim is closed");
            }
            return start(claim, listener);
        }

        /** Its bundle stops. */
        public void deactivate() {
            stopped = true;
            List.copyOf(sessions).forEach(Session::let);
        }

        private ClusterSession start(final Claim claim, final ClusterListener listener) {
            final Session session = new Session(this, claim, listener);
            sessions.add(session);
            claim.attached(session);
            return session;
        }

        private void mayRefuse() throws ClusterException {
            if (failures > 0 && random.nextInt(failures) == 0) {
                throw new ClusterException("the cluster does not answer");
            }
        }
    }

    private final class Session implements ClusterSession {

        private final Manager manager;
        private final Claim claim;
        private final ClusterListener listener;

        Session(final Manager manager, final Claim claim, final ClusterListener listener) {
            this.manager = manager;
            this.claim = claim;
            this.listener = listener;
        }

        @Override
        public void setTarget(final ExecutorTarget target) {
            mayFail();
            if (claim.session == this) {
                claim.target = target.executors();
            }
        }

        @Override
        public void launch(final ContainerId container, final ExecutorLaunchSpec spec) {
            mayFail();
            if (claim.session != this) {
                return;
            }
            final int executor = spec.executor().value();
            final Place place = claim.places.get(container.value());
            final boolean elsewhere = claims.stream().flatMap(each -> each.places.values().stream()).anyMatch(each -> each != place && each.executor == executor);
            if (elsewhere) {
                violations.add("executor " + executor + " is launched in two containers");
            } else if (place == null) {
                listener.onLost(spec.executor(), new LossCause.LaunchFailed("no such container"));
            } else if (place.executor < 0) {
                place.executor = executor;
            } else if (place.executor != executor) {
                violations.add("container " + place.id + " is used for executors " + place.executor + " and " + executor);
            }
        }

        @Override
        public void release(final ExecutorId executor) {
            mayFail();
            if (claim.session == this) {
                claim.places.values().stream().filter(place -> place.executor == executor.value()).findFirst()
                        .ifPresent(place -> claim.lose(place, new LossCause.Released()));
            }
        }

        @Override
        public byte[] detach() {
            try {
                mayFail();
            } catch (final IllegalStateException e) {
                claim.lost = true;
                throw e;
            }
            claim.lost = false;
            let();
            return Integer.toString(claim.number).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public void close() {
            if (claim.session == this) {
                claim.close();
            }
        }

        private void let() {
            if (claim.session == this) {
                claim.session = null;
            }
        }
    }
}
