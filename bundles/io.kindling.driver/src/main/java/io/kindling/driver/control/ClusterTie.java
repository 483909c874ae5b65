package io.kindling.driver.control;

import io.kindling.api.admin.ApplicationEvent.Topic;
import io.kindling.api.admin.ClusterStatus;
import io.kindling.api.admin.ClusterStatus.State;
import io.kindling.common.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.function.Consumer;

/**
 * What people are told of one claim on a cluster: whether its adapter is there, and whether its cluster answers. Keeps
 * words about an adapter, never the adapter. The agent's own.
 */
final class ClusterTie {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

    private final String masterUrl;
    private final Clock clock;
    private final ApplicationEvents events;
    private final Consumer<String> notices;
    private String manager = "";
    private String version = "";
    private State state = State.ABSENT;
    private Instant since;
    private String detail = "";
    private Runnable changed = () -> { };
    private boolean told;
    private boolean left;

    ClusterTie(final String masterUrl, final Clock clock, final ApplicationEvents events, final Consumer<String> notices) {
        this.masterUrl = masterUrl;
        this.clock = clock;
        this.events = events;
        this.notices = notices;
        since = now();
    }

    /** Says who is told when its status has changed, before anybody else is told why. */
    void whenChanged(final Runnable told) {
        changed = told;
    }

    String masterUrl() {
        return masterUrl;
    }

    /** The adapter's name; the last known one while it is absent. */
    String manager() {
        return manager;
    }

    /** An adapter is asked for a session: from now on it is known what it is called. */
    void known(final ClusterProvider by) {
        manager = by.name();
        version = by.version();
    }

    /** There is a session. */
    void present() {
        to(State.PRESENT, "");
        tell(Topic.CLUSTER_PRESENT, "The cluster manager " + manager + " " + version + " serves the application", "manager", manager,
                "version", version, "master", masterUrl);
    }

    /** The adapter is back. */
    void back() {
        notices.accept("The cluster manager " + manager + " " + version + " is back and has taken the application over");
        present();
    }

    /** The adapter goes; no news if it went before anybody could be told that it was there. */
    void absent() {
        if (state != State.ABSENT || !told) {
            to(State.ABSENT, "");
            notices.accept("C" + text().substring(1));
            tell(Topic.CLUSTER_ABSENT, text(), "manager", manager, "version", version);
        }
    }

    /** The application leaves the cluster: what happens there is no event of the application any more. */
    void leave() {
        left = true;
    }

    /** The adapter is away or fails, and this is what is known of it; told when it is news. */
    void trouble(final String what) {
        if (!what.equals(detail)) {
            detail = what;
            changed.run();
            notices.accept("C" + text().substring(1));
        }
    }

    /** The cluster does not answer. */
    void unreachable(final String reason) {
        if (state == State.PRESENT) {
            to(State.UNREACHABLE, reason);
            notices.accept("The cluster cannot be reached: " + reason + "; executors go on");
            tell(Topic.CLUSTER_UNREACHABLE, text(), "reason", reason);
        }
    }

    /** The cluster answers again. */
    void reachable() {
        if (state == State.UNREACHABLE) {
            notices.accept("The cluster can be reached again");
            present();
        }
    }

    ClusterStatus status() {
        return new ClusterStatus(masterUrl, manager, version, state, since, text());
    }

    static String time(final Instant instant) {
        return TIME.format(instant);
    }

    private void tell(final Topic topic, final String text, final Object... properties) {
        told = true;
        if (!left) {
            events.tell(topic, text, properties);
        }
    }

    private void to(final State next, final String why) {
        state = next;
        detail = why;
        since = now();
        changed.run();
    }

    private String text() {
        return switch (state) {
            case ABSENT -> "cluster manager " + manager + " absent since " + time(since) + "; executors go on, and requests wait for its return"
                    + (detail.isEmpty() ? "" : " (" + detail + ")");
            case UNREACHABLE -> "the cluster does not answer since " + time(since) + ": " + detail + "; executors go on";
            default -> "cluster manager " + manager + " " + version + " present since " + time(since);
        };
    }

    private Instant now() {
        return Instant.ofEpochMilli(clock.currentTimeMillis());
    }
}
