package io.kindling.health;

import io.kindling.api.KindlingException;
import io.kindling.api.admin.ApplicationStatus;
import io.kindling.api.admin.Applications;
import io.kindling.api.admin.ExecutorStatus;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether applications have executors, and whether some were lost lately. */
@Component(configurationPid = HealthConfig.PID, property = {HealthCheck.NAME + "=Kindling executors", HealthCheck.TAGS + "=kindling"})
public final class ExecutorCheck implements HealthCheck {

    private static final String LOST = "LOST";

    private final Applications applications;
    private final Limit window;
    private final Clock clock;

    /** Called by the component runtime. */
    @Activate
    public ExecutorCheck(@Reference final Applications applications, final HealthConfig config) {
        this(applications, Limit.lost(config.lostWindow()), Clock.systemUTC());
    }

    ExecutorCheck(final Applications applications, final Limit window, final Clock clock) {
        this.applications = applications;
        this.window = window;
        this.clock = clock;
    }

    @Override
    public Result execute() {
        final FormattingResultLog log = new FormattingResultLog();
        window.tell(log);
        final List<ApplicationStatus> running = applications.list();
        if (running.isEmpty()) {
            log.info("No application is running");
        }
        running.forEach(application -> check(application, log));
        return new Result(log);
    }

    private void check(final ApplicationStatus application, final FormattingResultLog log) {
        final Instant from = clock.instant().minus(window.value());
        final String name = application.id() + " (" + application.name() + ")";
        final List<ExecutorStatus> executors = executors(application, log);
        if (application.executors() > 0) {
            log.info("Application {} has {} executors with {} slots", name, application.executors(), application.slots());
        } else if (application.activeJobs() > 0 && lastNews(application, executors).isBefore(from)) {
            log.warn("Application {} has no executor, and {} jobs wait for one: look at its cluster manager at {}", name, application.activeJobs(),
                    application.cluster().masterUrl());
        } else {
            log.info("Application {} has no executor", name);
        }
        for (final ExecutorStatus executor : executors) {
            if (executor.state().equals(LOST) && executor.since().isAfter(from)) {
                log.warn("Application {} lost executor {} on {} at {}: {}", name, executor.executor(), executor.host(), executor.since(), executor.text());
            }
        }
    }

    /** Since when it has had none: since something last became of one, or since it began. */
    private static Instant lastNews(final ApplicationStatus application, final List<ExecutorStatus> executors) {
        return executors.stream().map(ExecutorStatus::since).reduce(application.started(), (one, other) -> one.isAfter(other) ? one : other);
    }

    private List<ExecutorStatus> executors(final ApplicationStatus application, final FormattingResultLog log) {
        try {
            return applications.executors(application.id());
        } catch (final KindlingException e) {
            log.info("Application {} has ended meanwhile: {}", application.id(), e.getMessage());
            return List.of();
        }
    }
}
