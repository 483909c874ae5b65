package io.kindling.cluster.testkit;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.kindling.cluster.api.ClusterManager;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.Test;
import org.junit.runner.Description;
import org.junit.runner.JUnitCore;
import org.junit.runner.Result;
import org.junit.runner.RunWith;
import org.junit.runner.manipulation.Filter;
import org.junit.runners.BlockJUnit4ClassRunner;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/** Each rule of the contract is broken by a manager that is wrong in this alone, and its test says so. */
@RunWith(Parameterized.class)
public class ContractFailsTest {

    private final Flaw flaw;

    public ContractFailsTest(final Flaw flaw) {
        this.flaw = flaw;
    }

    @Parameters(name = "{0}")
    public static List<Flaw> flaws() {
        return List.of(Flaw.values());
    }

    @Test(timeout = 60_000)
    public void shouldFailTheTestsOfTheRule() throws Exception {
        for (final String rule : flaw.rules()) {
            final Result result = run(flaw, rule);

            assertEquals(rule + " is a test of the contract", 1, result.getRunCount());
            assertEquals(rule + " does not notice a manager that " + flaw, 1, result.getFailureCount());
        }
    }

    /** Only the proof of launches needs processes, which the mock has not: FakeExecutorTest breaks it. */
    @Test
    public void shouldBreakEveryRule() {
        final Set<String> unbroken = new TreeSet<>();
        for (final var method : ClusterManagerContractTest.class.getMethods()) {
            if (method.isAnnotationPresent(Test.class)) {
                unbroken.add(method.getName());
            }
        }
        assertTrue(unbroken.size() > 30);
        final Set<String> broken = new HashSet<>(List.of("shouldHandOverBootstrapEnvironmentAndOptions"));
        for (final Flaw each : Flaw.values()) {
            broken.addAll(each.rules());
        }
        unbroken.removeAll(broken);
        assertEquals(Set.of(), unbroken);
    }

    private static Result run(final Flaw flaw, final String rule) throws Exception {
        final BlockJUnit4ClassRunner runner = new BlockJUnit4ClassRunner(Broken.class) {
            @Override
            protected Object createTest() {
                return new Broken(flaw);
            }

            @Override
            protected void validateConstructor(final List<Throwable> errors) {
                // It is made here.
            }
        };
        runner.filter(Filter.matchMethodDescription(Description.createTestDescription(Broken.class, rule)));
        return new JUnitCore().run(runner);
    }

    /** The contract with a flaw. Not found by the build's search for tests, for its name. */
    public static final class Broken extends MockContractTest {

        private final Flaw flaw;

        Broken(final Flaw flaw) {
            this.flaw = flaw;
        }

        @Override
        protected ClusterManager newManager() {
            return flaw.breaks(cluster, super.newManager());
        }

        @Override
        protected ClusterManager newManager(final AnotherBuild build) {
            return flaw.breaks(cluster, super.newManager(build));
        }

        @Override
        protected Duration patience() {
            return Duration.ofMillis(400);
        }
    }
}
