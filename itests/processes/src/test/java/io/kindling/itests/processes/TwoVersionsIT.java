package io.kindling.itests.processes;

import static org.junit.Assert.assertEquals;

import java.nio.file.Path;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.junit.rules.TemporaryFolder;

/** Two applications at once on one cluster, with two versions of the same class. */
public class TwoVersionsIT {

    private final TemporaryFolder folder = new TemporaryFolder();
    private final StandaloneCluster cluster = new StandaloneCluster(folder);

    @Rule
    public final RuleChain rules = RuleChain.outerRule(folder).around(cluster);

    @Test
    public void shouldKeepTheVersionsApart() throws Exception {
        final Path root = folder.getRoot().toPath();
        final Kindling kindling = new Kindling(root);
        try (Kindling.Call one = kindling.start(arguments(root, "1")); Kindling.Call two = kindling.start(arguments(root, "2"))) {
            final Kindling.Outcome first = one.await();
            final Kindling.Outcome second = two.await();
            assertEquals(first.toString(), "[1:1, 1:2, 1:3]", first.out().trim());
            assertEquals(second.toString(), "[2:1, 2:2, 2:3]", second.out().trim());
            assertEquals("neither master nor workers have anything to complain of", "", cluster.complaints());
        }
    }

    private String[] arguments(final Path root, final String version) throws java.io.IOException {
        return cluster.submit("--total-executor-cores", "1", "--class", "io.kindling.itests.app.Versioned",
                ApplicationJar.make(root, version).toString());
    }
}
