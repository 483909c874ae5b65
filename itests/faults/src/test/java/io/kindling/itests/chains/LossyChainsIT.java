package io.kindling.itests.chains;

import static org.junit.Assert.assertTrue;

import io.kindling.api.KindlingConf;
import io.kindling.api.KindlingContext;
import io.kindling.itests.kit.Killer;
import java.io.File;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Random programs on executors that are processes, and are killed again and again, come to what the reference says. */
public class LossyChainsIT {

    private static final int FLAKY = 50;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void shouldComeToWhatTheReferenceSaysWhileExecutorsAreKilled() throws Exception {
        final int programs = Integer.getInteger("test.chains.lossy", 100);
        final int least = Math.min(programs, Integer.getInteger("test.chains.lossy.least", 20));
        final int seconds = Integer.getInteger("test.chains.lossy.seconds", 40);
        final long seed = Long.getLong("test.chains.seed", 1) + 1_000_000;
        final File local = folder.newFolder();
        try (Killer killer = new Killer()) {
            final ChainRunner runner = new ChainRunner(() -> new KindlingContext(conf(local)),
                    new Settings(folder.getRoot().toPath(), local.toPath(), FLAKY, killer));
            final int done = runner.run(seed, least, programs, seconds);
            System.out.println("Random programs: " + done + " from seed " + seed + " on, with " + killer.kills() + " executors killed: " + runner.operations());
            assertTrue("enough programs were run: " + done, done >= least);
            assertTrue("executors were killed", killer.kills() > 0 || done < 20);
        }
    }

    static KindlingConf conf(final File local) {
        return new KindlingConf(false).setMaster("local-cluster[2,1,1024]").setAppName("lossy chains").set("kindling.task.maxFailures", "100")
                .set("kindling.stage.maxConsecutiveAttempts", "100").set("kindling.executor.maxLaunchFailures", "1000").set("kindling.deploy.maxExecutorRetries", "100000").set("kindling.executor.memory", "96m").set("kindling.memory.fraction", "0.05")
                .set("kindling.local.dir", local.toString());
    }
}
