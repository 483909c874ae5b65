package io.kindling.itests.distribution;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;

import io.kindling.launcher.EmbeddedFramework;
import io.kindling.launcher.FrameworkOptions;
import io.kindling.launcher.RuntimeHome;
import java.time.Duration;
import java.util.List;
import java.util.function.ToIntFunction;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;

/** Every assembly starts in Felix: all its bundles resolve and are active, and its program is there. */
@RunWith(Parameterized.class)
public class AssembliesIT {

    /** The assemblies. */
    @Parameterized.Parameters(name = "{0}")
    public static List<String> assemblies() {
        return List.of("driver", "executor", "master", "worker");
    }

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final String assembly;

    /** Called by the runner for each assembly. */
    public AssembliesIT(final String assembly) {
        this.assembly = assembly;
    }

    @Test
    public void shouldStartEveryBundleAndOfferItsProgram() throws Exception {
        try (EmbeddedFramework framework =
                 EmbeddedFramework.start(new RuntimeHome(Distribution.directory()), assembly, FrameworkOptions.NONE)) {
            assertEquals(List.of(), framework.problems());
            assertNotNull(framework.service(ToIntFunction.class, "(kindling.main=" + assembly + ")", LIMIT));
        }
    }
}
