package io.kindling.itests.processes;

import static org.junit.Assert.assertEquals;

import io.kindling.api.KindlingConf;
import io.kindling.api.KindlingContext;
import io.kindling.api.LongAccumulator;
import io.kindling.api.PairRdd;
import io.kindling.itests.app.KeyCounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.junit.rules.TemporaryFolder;

/** The workers' bundle is updated inside their processes while a custodian gives the map outputs that an executor there has left. */
public class CustodianSwapIT {

    private static final String BUNDLE = "io.kindling.cluster.standalone";
    private static final Set<String> LOGS = Set.of("stdout", "stderr");

    private final TemporaryFolder folder = new TemporaryFolder();
    private final StandaloneCluster cluster = new StandaloneCluster(folder);
    @Rule
    public final RuleChain rules = RuleChain.outerRule(folder).around(cluster);

    @Test
    public void shouldKeepACustodianWhileTheWorkersBundleAlternatesBetweenTwoBuilds() throws Exception {
        final List<Path> builds = List.of(Builds.of(BUNDLE, 1, folder.getRoot().toPath()), Builds.of(BUNDLE, 2, folder.getRoot().toPath()));
        final KindlingConf conf = new KindlingConf(false).setMaster(cluster.url()).setAppName("custodians")
                .set("kindling.credentials.file", cluster.credentials().toString()).set("kindling.executor.memory", "256m")
                .set("kindling.shuffle.service.enabled", "true").set("kindling.shuffle.readHostLocalDisk", "false");
        try (KindlingContext context = new KindlingContext(conf)) {
            final LongAccumulator records = context.longAccumulator("records");
            final PairRdd<Long, Long> shuffled = KeyCounts.shuffled(context, records);
            Await.until("two executors are there", 60, () -> context.statusTracker().getExecutorInfos().length == 2);
            assertReads(shuffled, records);
            context.requestTotalExecutors(1);
            executors().stream().findFirst().orElseThrow().destroyForcibly();
            Await.until("one executor is left", 30, () -> executors().size() == 1 && context.statusTracker().getExecutorInfos().length == 1);

            assertReads(shuffled, records);
            final Set<ProcessHandle> before = executors();
            assertEquals("an executor, and a custodian for what the other one has left", 2, before.size());
            for (final Path build : builds) {
                for (final Kindling.Call worker : cluster.workers()) {
                    cluster.update(worker, build);
                }
                assertReads(shuffled, records);
                assertEquals(before, executors());
            }
        }
        Await.until("only the daemons are left", 30, () -> LocalProcesses.all().size() == 3);
        Await.until("only the logs are left of the executor that was killed", 30, () -> left().stream().allMatch(LOGS::contains));
    }

    private List<String> left() throws IOException {
        final List<String> names = new ArrayList<>();
        for (final Path application : cluster.workFiles()) {
            try (Stream<Path> files = Files.walk(application)) {
                files.filter(Files::isRegularFile).map(file -> file.getFileName().toString()).forEach(names::add);
            }
        }
        return names;
    }

    /** As nothing was lost. */
    private static void assertReads(final PairRdd<Long, Long> shuffled, final LongAccumulator records) {
        assertEquals(KeyCounts.expected(), new HashMap<>(shuffled.collectAsMap()));
        assertEquals("map outputs are made once", KeyCounts.records(), (long) records.value());
    }

    private static Set<ProcessHandle> executors() {
        return LocalProcesses.all().stream().filter(process -> LocalProcesses.isOf(process, "executor")).collect(Collectors.toSet());
    }
}
