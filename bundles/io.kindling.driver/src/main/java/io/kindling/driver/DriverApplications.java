package io.kindling.driver;

import io.kindling.api.KindlingException;
import io.kindling.api.admin.ApplicationStatus;
import io.kindling.api.admin.Applications;
import io.kindling.api.admin.ArtifactStatus;
import io.kindling.api.admin.ClusterManagerStatus;
import io.kindling.api.admin.ExecutorStatus;
import io.kindling.api.admin.JobStatus;
import io.kindling.api.spi.StageProgress;
import io.kindling.driver.control.ControlReport;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What operators see of the applications of this JVM; there as long as the driver's bundle is active. */
@Component
public final class DriverApplications implements Applications {

    private final ContextRegistry contexts;

    /** Called by the component runtime. */
    @Activate
    public DriverApplications(@Reference final ContextRegistry contexts) {
        this.contexts = contexts;
    }

    @Override
    public List<ApplicationStatus> list() {
        return all().map(DriverContext::status).toList();
    }

    @Override
    public ApplicationStatus find(final String application) {
        return context(application).status();
    }

    @Override
    public List<JobStatus> jobs(final String application) {
        return report(application).jobs();
    }

    @Override
    public List<StageProgress> stages(final String application) {
        return report(application).stages();
    }

    @Override
    public List<ExecutorStatus> executors(final String application) {
        return report(application).executors();
    }

    @Override
    public List<ArtifactStatus> artifacts(final String application) {
        return report(application).artifacts();
    }

    @Override
    public List<ClusterManagerStatus> clusterManagers() {
        return contexts.services().clusters().stream().map(each -> new ClusterManagerStatus(each.name(), each.manager().masterUrlForms(), each.bundle(),
                each.version(), (int) all().filter(context -> context.control().cluster().uses(each.manager())).count())).toList();
    }

    @Override
    public void move(final String application, final String masterUrl) {
        context(application).moveTo(masterUrl);
    }

    @Override
    public void cancelJob(final String application, final int job, final String reason) {
        context(application).control().canceller().job(job, reason);
    }

    @Override
    public void kill(final String application, final String reason) {
        context(application).close(reason);
    }

    private ControlReport report(final String application) {
        return context(application).control().report();
    }

    private Stream<DriverContext> all() {
        return contexts.contexts().stream().sorted(Comparator.comparing(DriverContext::started).thenComparing(DriverContext::applicationId));
    }

    private DriverContext context(final String application) {
        final List<DriverContext> all = all().toList();
        final List<DriverContext> found = all.stream().filter(each -> each.applicationId().equals(application)).findFirst().map(List::of)
                .orElseGet(() -> all.stream().filter(each -> each.name().equals(application)).toList());
        if (found.size() != 1) {
            final String there = all.isEmpty() ? "there is none now" : "there are " + all.stream().map(each -> each.applicationId() + " (" + each.name() + ")")
                    .collect(Collectors.joining(", "));
            throw new KindlingException(found.isEmpty() ? "No application has the id or name '" + application + "'; " + there
                    : "Several applications have the name '" + application + "': use an id; " + there);
        }
        return found.get(0);
    }
}
