package io.kindling.itests.processes;

import static org.junit.Assert.assertEquals;

import io.kindling.api.KindlingConf;
import io.kindling.api.KindlingContext;
import io.kindling.api.LongAccumulator;
import io.kindling.api.PairRdd;
import io.kindling.api.Tuple2;
import io.kindling.api.admin.ClusterStatus;
import io.kindling.itests.app.KeyCounts;
import io.kindling.itests.app.Markers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.junit.rules.TemporaryFolder;

/** An application whose map outputs could outlive its executors moves to another cluster of processes, and back. */
public class MoveIT {

    private final TemporaryFolder folder = new TemporaryFolder();
    private final StandaloneCluster here = new StandaloneCluster(folder);
    /** With the same credential, which is in the folder. */
    private final StandaloneCluster there = new StandaloneCluster(folder);
    @Rule
    public final RuleChain rules = RuleChain.outerRule(folder).around(here).around(there);

    @Test
    public void shouldMakeNoMapOutputAgainAfterAMoveBetweenTheStagesOfAJobAndOneBackBetweenJobs() throws Exception {
        final Markers markers = Markers.at(folder.newFolder().getPath());
        final KindlingConf conf = new KindlingConf(false).setMaster(here.url()).setAppName("move")
                .set("kindling.credentials.file", here.credentials().toString()).set("kindling.executor.memory", "256m")
                .set("kindling.shuffle.service.enabled", "true").set("kindling.shuffle.readHostLocalDisk", "false");
        try (KindlingContext context = new KindlingContext(conf)) {
            final LongAccumulator records = context.longAccumulator("records");
            final LongAccumulator late = context.longAccumulator("records of the stage that the move comes in");
            final PairRdd<Long, Long> shuffled = KeyCounts.shuffled(context, records);
            Await.until("two executors are there", 60, () -> context.statusTracker().getExecutorInfos().length == 2);
            final PairRdd<Long, Tuple2<Long, Long>> joined = shuffled.join(KeyCounts.held(context, late, markers));
            final CompletableFuture<Map<Long, Tuple2<Long, Long>>> job = CompletableFuture.supplyAsync(() -> new HashMap<>(joined.collectAsMap()));
            Await.until("both executors have made the first map outputs, and are at the second", 60, () -> held(markers).size() == 2);
            final Set<ProcessHandle> old = executors();
            assertEquals(2, old.size());

            context.moveTo(there.url());
            Await.until("executors there are at the second map outputs", 60, () -> held(markers).size() == 4);
            old.forEach(each -> markers.go("held-" + each.pid()));
            awaitMoved(context, old);
            held(markers).forEach(markers::go);

            assertEquals(twice(KeyCounts.expected()), job.get(60, TimeUnit.SECONDS));
            assertEquals("another job reads the same shuffle", KeyCounts.expected(), new HashMap<>(shuffled.collectAsMap()));
            final Set<ProcessHandle> idle = executors();
            context.moveTo(here.url());
            awaitMoved(context, idle);
            assertEquals("those who had nothing to do have left theirs to those who came", KeyCounts.expected(), new HashMap<>(shuffled.collectAsMap()));

            assertEquals("map outputs are made once", List.of(KeyCounts.records(), KeyCounts.records()), List.of((long) records.value(), (long) late.value()));
            assertEquals("and nobody stays where the application is not", 2, executors().size());
        }
    }

    private static void awaitMoved(final KindlingContext context, final Set<ProcessHandle> old) throws Exception {
        Await.until("the old executors are gone", 60, () -> old.stream().noneMatch(ProcessHandle::isAlive)
                && context.cluster().state() == ClusterStatus.State.PRESENT);
    }

    private static Set<String> held(final Markers markers) {
        return Stream.of(markers.markers()).filter(marker -> !marker.endsWith(".go")).collect(Collectors.toSet());
    }

    private static Map<Long, Tuple2<Long, Long>> twice(final Map<Long, Long> counts) {
        return counts.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, each -> new Tuple2<>(each.getValue(), each.getValue())));
    }

    private static Set<ProcessHandle> executors() {
        return LocalProcesses.all().stream().filter(process -> LocalProcesses.isOf(process, "executor")).collect(Collectors.toSet());
    }
}
