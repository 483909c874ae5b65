package io.kindling.cluster.testkit.mock;

import io.kindling.cluster.api.ClusterListener;
import io.kindling.cluster.api.ExecutorLaunchSpec;
import io.kindling.cluster.api.ExecutorTarget;
import io.kindling.cluster.api.LossCause;
import io.kindling.common.ApplicationId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A cluster in memory. Managers come and go, it stays: give the same one to each of them. It does by itself what it is
 * asked to unless the script says otherwise, on the thread that asks or that speaks for it: with one thread, a verb's
 * events have been told when the call returns. It runs nothing; an executor is a number until it is lost or released.
 * Any thread may call it.
 */
public final class MockCluster {

    private final Serial serial = new Serial();
    private final Map<String, MockApplication> applications = new LinkedHashMap<>();
    private boolean granting = true;
    private boolean launching = true;

    /** Whether containers are granted as they are asked for, which they are at first; else each waits for {@link #grant}. */
    public void grantByItself(final boolean yes) {
        serial.run(() -> {
            granting = yes;
            applications.values().forEach(a -> a.serve(granting));
        });
    }

    /** Whether executors start as soon as they are launched, which they do at first; else each waits for {@link #start}. */
    public void startByItself(final boolean yes) {
        serial.run(() -> launching = yes);
    }

    /** Grants one container, whatever the target. */
    public void grant(final ApplicationId application) {
        with(application, MockApplication::grant);
    }

    /** Starts an executor that was launched and waits. */
    public void start(final ApplicationId application, final int executor) {
        with(application, a -> a.start(executor));
    }

    /** Lets an executor be lost; another container is granted for it while the target says so. */
    public void lose(final ApplicationId application, final int executor, final LossCause cause) {
        with(application, a -> {
            a.lose(executor, cause);
            a.serve(granting);
        });
    }

    /** Is out of reach for every application. */
    public void disconnect(final String reason) {
        serial.run(() -> applications.values().forEach(a -> a.tell(l -> l.onUnreachable(reason))));
    }

    /** Answers again. */
    public void reconnect() {
        serial.run(() -> applications.values().forEach(a -> a.tell(ClusterListener::onReachable)));
    }

    /** Will give the application no more. */
    public void fail(final ApplicationId application, final String reason) {
        with(application, a -> a.tell(l -> l.onFailed(reason)));
    }

    /** The executors that run. */
    public Set<Integer> executors(final ApplicationId application) {
        return look(application, MockApplication::running).orElse(Set.of());
    }

    /** What the application should have, if it has said so. */
    public Optional<ExecutorTarget> target(final ApplicationId application) {
        return look(application, MockApplication::target);
    }

    /** Every launch in a container that there was, in order. */
    public List<ExecutorLaunchSpec> launches(final ApplicationId application) {
        return look(application, MockApplication::launches).orElse(List.of());
    }

    /** Whether a session is open or detached. */
    public boolean knows(final ApplicationId application) {
        return look(application, a -> true).isPresent();
    }

    /** For managers: takes an application; null if it is there already. */
    public Claim open(final ApplicationId application, final ClusterListener listener) {
        return serial.ask(() -> applications.containsKey(application.value()) ? null : claim(application.value(), new MockApplication(), listener));
    }

    /** For managers: takes a detached application again; null if there is none. */
    public Claim attach(final String application, final ClusterListener listener) {
        return serial.ask(() -> {
            final MockApplication detached = applications.get(application);
            return detached == null || detached.isAttached() ? null : claim(application, detached, listener);
        });
    }

    private Claim claim(final String id, final MockApplication application, final ClusterListener listener) {
        applications.put(id, application);
        application.attach(listener);
        return new Claim(id, application);
    }

    private void with(final ApplicationId id, final Consumer<MockApplication> action) {
        serial.ask(() -> {
            final MockApplication application = applications.get(id.value());
            if (application == null) {
                throw new IllegalArgumentException("the mock cluster has no application " + id);
            }
            action.accept(application);
            return true;
        });
    }

    private <T> Optional<T> look(final ApplicationId id, final Function<MockApplication, T> view) {
        return serial.ask(() -> Optional.ofNullable(applications.get(id.value())).map(view));
    }

    /** One session's hold on an application. JDK and contract types only, so that any build of the manager can use it. */
    public final class Claim {

        private final String id;
        private final MockApplication application;
        private boolean over;

        private Claim(final String id, final MockApplication application) {
            this.id = id;
            this.application = application;
        }

        /** The application's id. */
        public String application() {
            return id;
        }

        /** As {@code ClusterSession.setTarget}. */
        public void setTarget(final ExecutorTarget target) {
            unlessOver(() -> {
                application.setTarget(target);
                application.serve(granting);
            });
        }

        /** As {@code ClusterSession.launch}. */
        public void launch(final String container, final ExecutorLaunchSpec spec) {
            unlessOver(() -> application.launch(container, spec, launching));
        }

        /** As {@code ClusterSession.launchCustodian}. */
        public void launchCustodian(final String node, final ExecutorLaunchSpec spec) {
            unlessOver(() -> application.launchCustodian(node, spec, launching));
        }

        /** As {@code ClusterSession.release}. */
        public void release(final int executor) {
            unlessOver(() -> {
                application.lose(executor, new LossCause.Released());
                application.serve(granting);
            });
        }

        /** Lets go; what happens from now on is told to the next claim. */
        public void detach() {
            end(application::detach);
        }

        /** Ends the application. */
        public void close() {
            end(() -> {
                application.detach();
                applications.remove(id);
            });
        }

        private void end(final Runnable action) {
            serial.ask(() -> {
                if (!over) {
                    over = true;
                    action.run();
                }
                return over;
            });
        }

        private void unlessOver(final Runnable action) {
            serial.run(() -> {
                if (!over) {
                    action.run();
                }
            });
        }
    }
}
