package io.kindling.driver.control;

import io.kindling.common.ApplicationId;
import io.kindling.common.Clock;
import io.kindling.driver.config.DriverKeys;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Puts an application's control state together.
 *
 * @param setup     what it begins with
 * @param entrance  where executors come in
 * @param specs     what starts them
 * @param tokens    what lets them in
 * @param progress  who is told how far jobs are
 * @param events    who is told what happens
 * @param providers the adapters that are there now; any thread may ask
 */
public record ControlAssembly(ControlSetup setup, Entrance entrance, LaunchSpecFactory specs, EnrolmentTokens tokens, Progress progress,
                              ApplicationEvents events, Supplier<List<ClusterProvider>> providers) {

    ControlState assemble() {
        final Clock clock = setup.clock();
        final ApplicationId application = setup.application();
        final Map<String, String> configuration = setup.configuration();
        final ExecutorRegistry executors = new ExecutorRegistry();
        final JobLog jobLog = new JobLog(clock, events);
        final StageLog stageLog = new StageLog(clock, events);
        final ExecutorLog executorLog = new ExecutorLog(clock, events, () -> setup.scheduler().snapshot().executors());
        final JobRegistry jobs = new JobRegistry(progress, jobLog, stageLog, DriverKeys.MAX_RESULT_SIZE.read(configuration));
        final TaskDelivery delivery = new TaskDelivery(entrance.format(), executors, jobs, setup.cached());
        final SchedulerHost scheduler = new SchedulerHost(setup.scheduler(), clock, jobs, delivery, entrance.inbox(),
                new UpdateCounting(entrance.shared().merger(), jobs, entrance.inbox()));
        final Admission admission = new Admission(specs, tokens, entrance.liveness(), DriverKeys.REGISTRATION_TIMEOUT.read(configuration));
        final ExecutorLifecycle lifecycle = new ExecutorLifecycle(clock, executors, admission, scheduler, setup.cached(), progress, executorLog);
        final BindingSetup binding = new BindingSetup(application, entrance.inbox(), new AdapterThreads(application), clock,
                DriverKeys.LAUNCH_FAILURES.read(configuration), providers);
        final ClusterClaims claims = new ClusterClaims(clock, events, lifecycle, configuration.get(DriverKeys.MASTER.name()).strip(),
                url -> new ClusterBinding(binding, new ClusterTie(url, clock, events, progress::notice), lifecycle, setup.settings().target()),
                new SessionReplacement(binding, DriverKeys.APP_NAME.read(configuration), configuration));
        lifecycle.bind(claims);
        final Registration registration = new Registration(entrance.format(), executors, admission, entrance.artifacts(), configuration, lifecycle,
                entrance.shared().dataKey());
        return new ControlState(executors, jobs, delivery, scheduler, setup.cached(), progress, admission, lifecycle, registration, claims,
                events, jobLog, stageLog, executorLog,
                new ResultFetches(entrance.format(), executors, jobs, clock, DriverKeys.NETWORK_TIMEOUT.read(configuration)), entrance.shared());
    }
}
