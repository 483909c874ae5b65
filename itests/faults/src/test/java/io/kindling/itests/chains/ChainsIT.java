package io.kindling.itests.chains;

import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.api.KindlingConf;
import io.kindling.api.KindlingContext;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Random programs in one JVM, whose tasks fail now and then, come to what the reference says. */
public class ChainsIT {

    private static final int FLAKY = 100;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void shouldComeToWhatTheReferenceSays() throws IOException {
        final int programs = Integer.getInteger("test.chains", 300);
        final int least = Math.min(programs, Integer.getInteger("test.chains.least", 100));
        final int seconds = Integer.getInteger("test.chains.seconds", 60);
        final long seed = Long.getLong("test.chains.seed", 1);
        final int two = runner("local[2]").run(seed, least * 4 / 5, programs * 4 / 5, seconds * 4 / 5);
        final int one = runner("local[1]").run(-seed - programs, least / 5, programs / 5, seconds / 5);
        System.out.println("Random programs: " + two + " from seed " + seed + " on in two slots, " + one + " from seed " + (-seed - programs) + " on in one");
        assertTrue("enough programs were run: " + two + " and " + one, two >= least * 4 / 5 && one >= least / 5);
    }

    @Test
    public void shouldFindADataSetThatIsNotWhatTheReferenceSays() {
        final List<String> caught = new ArrayList<>();
        try (KindlingContext context = new KindlingContext(conf("local[1]"))) {
            final Program program = new Program(context, new Settings(folder.getRoot().toPath(), folder.getRoot().toPath(), 0, null));
            final Node wrong = program.node(null, "parallelize", context.parallelize(List.<Object>of(1, 2, 2, 3), 2),
                    Model.placed(List.of(List.of(1, 2), List.of(3, 3))));
            Checks.all().forEach((name, check) -> {
                if (!name.equals("count") && !name.equals("takeSample")) {
                    assertThrows(name, AssertionError.class, () -> {
                        for (long seed = 0; seed < 40; seed++) {
                            check.run(program, wrong, new java.util.SplittableRandom(seed));
                        }
                    });
                    caught.add(name);
                }
            });
        }
        assertTrue(caught.toString(), caught.size() > 5);
    }

    private ChainRunner runner(final String master) throws IOException {
        final File local = folder.newFolder();
        return new ChainRunner(() -> new KindlingContext(conf(master).set("kindling.local.dir", local.toString())), new Settings(folder.getRoot().toPath(), local.toPath(), FLAKY, null));
    }

    private static KindlingConf conf(final String master) {
        return new KindlingConf(false).setMaster(master).setAppName("chains").set("kindling.task.maxFailures", "20");
    }
}
