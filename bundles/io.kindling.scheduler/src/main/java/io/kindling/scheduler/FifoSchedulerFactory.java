package io.kindling.scheduler;

import io.kindling.scheduler.api.Scheduler;
import io.kindling.scheduler.api.SchedulerFactory;
import io.kindling.scheduler.api.SchedulerSettings;
import io.kindling.scheduler.api.SchedulingConstraint;
import io.kindling.scheduler.api.SchedulingPolicy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.FieldOption;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * Makes FIFO schedulers. A policy that somebody registers takes the place of ours, and constraints add up; schedulers
 * keep what was there when they were made, so that plug-ins may come and go without a blink of this service.
 */
@Component
public final class FifoSchedulerFactory implements SchedulerFactory {

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC, fieldOption = FieldOption.UPDATE)
    private final List<SchedulingPolicy> policies = new CopyOnWriteArrayList<>();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC, fieldOption = FieldOption.UPDATE)
    private final List<SchedulingConstraint> constraints = new CopyOnWriteArrayList<>();

    /** For the component runtime. */
    @Activate
    public FifoSchedulerFactory() {
    }

    @Override
    public Scheduler create(final SchedulerSettings settings) {
        if (settings.maxTaskFailures() < 1 || settings.maxStageAttempts() < 1 || settings.cpusPerTask() < 1
                || settings.unschedulableTimeoutNanos() < 0) {
            throw new IllegalArgumentException("Figures of a scheduler must be 1 or more, and its time limit not negative: " + settings);
        }
        final SchedulingPolicy policy = policies.stream().findFirst().orElseGet(LocalityPolicy::new);
        return new FifoScheduler(settings, policy, List.copyOf(constraints));
    }
}
