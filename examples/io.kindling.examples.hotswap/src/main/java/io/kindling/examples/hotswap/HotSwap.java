package io.kindling.examples.hotswap;

import io.kindling.api.KindlingConf;
import io.kindling.api.KindlingContext;
import io.kindling.api.KindlingContextFactory;
import io.kindling.api.KindlingException;
import io.kindling.api.admin.Applications;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntBiFunction;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * A job of several shuffles on a local cluster, ten updates of the cluster manager's bundles while it runs, and a move to a
 * second cluster. From the configuration of the application and its arguments (how many updates) to an exit code.
 */
@Component(service = ToIntBiFunction.class, property = "kindling.example=hot-swap")
public final class HotSwap implements ToIntBiFunction<Map<String, String>, List<String>> {

    /** Two cores a worker: one for an executor that stays, one for an executor that comes and goes. */
    static final String FIRST_CLUSTER = "local-cluster[2,2,1024]";
    static final String SECOND_CLUSTER = "local-cluster[2,1,512]";

    private static final int UPDATES = 10;

    private final BundleContext bundles;
    private final KindlingContextFactory contexts;
    private final Applications applications;

    @Activate
    public HotSwap(final BundleContext bundles, @Reference final KindlingContextFactory contexts, @Reference final Applications applications) {
        this.bundles = bundles;
        this.contexts = contexts;
        this.applications = applications;
    }

    @Override
    public int applyAsInt(final Map<String, String> configuration, final List<String> arguments) {
        final int updates = arguments.isEmpty() ? UPDATES : Integer.parseInt(arguments.get(0));
        final KindlingConf conf = new KindlingConf(false).setAll(configuration)
                .setMaster(FIRST_CLUSTER).setAppName("hot-swap")
                .set("kindling.executor.memory", "512m")
                .set("kindling.executor.cores", "1")
                .set("kindling.executor.instances", "2");
        try (Timeline timeline = Timeline.listening(bundles); KindlingContext context = contexts.create(conf)) {
            final Cluster cluster = new Cluster(context, applications, timeline);
            cluster.awaitExecutors(2);
            final LongJob job = new LongJob(context).start();
            final Adapter adapter = new Adapter(bundles, applications);
            final Swaps swaps = new Swaps(adapter, cluster, timeline);
            for (int i = 0; i < updates; i++) {
                swaps.update(i);
            }
            swaps.move(SECOND_CLUSTER);
            final int rounds = job.await();
            final long failed = applications.find(context.applicationId()).failedTasks();
            timeline.say("the job has ended");
            timeline.print(System.out);
            System.out.println("right result in each of " + rounds + " rounds, " + failed + " failed tasks");
            return failed == 0 ? 0 : 1;
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KindlingException("hot-swap was interrupted", e);
        }
    }
}
