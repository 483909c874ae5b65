package io.kindling.health;

import io.kindling.api.admin.ApplicationStatus;
import io.kindling.api.admin.Applications;
import io.kindling.api.admin.ClusterStatus;
import io.kindling.api.admin.ClusterStatus.State;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether each application has its cluster manager. Executors go on without one for a while, so it only warns, and not at once. */
@Component(configurationPid = HealthConfig.PID, property = {HealthCheck.NAME + "=Kindling cluster managers", HealthCheck.TAGS + "=kindling"})
public final class ClusterCheck implements HealthCheck {

    private final Applications applications;
    private final Limit limit;
    private final Clock clock;

    /** Called by the component runtime. */
    @Activate
    public ClusterCheck(@Reference final Applications applications, final HealthConfig config) {
        this(applications, Limit.absent(config.absentLimit()), Clock.systemUTC());
    }

    ClusterCheck(final Applications applications, final Limit limit, final Clock clock) {
        this.applications = applications;
        this.limit = limit;
        this.clock = clock;
    }

    @Override
    public Result execute() {
        final Instant now = clock.instant();
        final FormattingResultLog log = new FormattingResultLog();
        limit.tell(log);
        final List<ApplicationStatus> running = applications.list();
        if (running.isEmpty()) {
            log.info("No application is running");
        }
        for (final ApplicationStatus application : running) {
            final ClusterStatus cluster = application.cluster();
            final boolean away = cluster.state() == State.ABSENT || cluster.state() == State.UNREACHABLE;
            if (away && cluster.since().plus(limit.value()).isBefore(now)) {
                log.warn("Application {} ({}): {}", application.id(), application.name(), cluster.text());
            } else {
                log.info("Application {} ({}) at {}: {}", application.id(), application.name(), cluster.masterUrl(), cluster.text());
            }
        }
        return new Result(log);
    }
}
