package io.kindling.itests.processes;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.api.JavaFutureAction;
import io.kindling.api.JobFailedException;
import io.kindling.api.KindlingConf;
import io.kindling.api.KindlingContext;
import io.kindling.api.KindlingException;
import io.kindling.api.Rdd;
import io.kindling.itests.app.Sessions;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.junit.rules.TemporaryFolder;

/** Several sessions of one application, each with code of its own, in the same executor processes at the same time. */
public class SessionsIT {

    private static final String SEEN = "kindling.itests.seen";

    private final TemporaryFolder folder = new TemporaryFolder();
    private final StandaloneCluster cluster = new StandaloneCluster(folder);

    @Rule
    public final RuleChain rules = RuleChain.outerRule(folder).around(cluster);

    private static KindlingContext open() {
        return new KindlingContext(new KindlingConf().setMaster("local-cluster[2,1,1024]").setAppName("sessions"));
    }

    private KindlingContext sessionWith(final KindlingContext context, final String says) throws Exception {
        final KindlingContext session = context.newSession();
        session.addJar(RulesJar.make(folder.newFolder().toPath(), says).toString());
        return session;
    }

    @Test
    public void shouldRunTwoVersionsOfOneClassAtOnce() throws Exception {
        try (KindlingContext context = open()) {
            final KindlingContext one = sessionWith(context, "one");
            final KindlingContext two = sessionWith(context, "two");
            for (int i = 0; i < 5; i++) {
                final JavaFutureAction<List<String>> first = Sessions.rules(one).distinct().collectAsync();
                final JavaFutureAction<List<String>> second = Sessions.rules(two).distinct().collectAsync();
                assertEquals(List.of("one"), first.get(60, TimeUnit.SECONDS));
                assertEquals(List.of("two"), second.get(60, TimeUnit.SECONDS));
            }
            final String unknown = assertThrows(JobFailedException.class, () -> Sessions.rules(context).count()).getMessage();
            assertTrue(unknown, unknown.contains("rules.Rule"));
            final String refused = assertThrows(KindlingException.class, () -> Sessions.rules(one).union(Sessions.rules(two))).getMessage();
            assertTrue(refused, refused.contains("is of session 2 and cannot be used in session 1, whose code does not have rules.jar with other content"));
        }
    }

    /** The executors' JVMs say so: their system properties are the one place that all class spaces of a process share. */
    @Test
    public void shouldLetTheCodeOfAClosedSessionGo() throws Exception {
        try (KindlingContext context = open()) {
            final Rdd<Boolean> gone = context.range(0, 8, 1, 8).map(number -> {
                System.gc();
                final Object seen = System.getProperties().get(SEEN);
                return !(seen instanceof WeakReference<?> loader) || loader.get() == null;
            });
            final KindlingContext other = sessionWith(context, "other");
            assertEquals(List.of("other"), Sessions.rules(other).distinct().collect());
            final KindlingContext session = sessionWith(context, "short-lived");
            assertEquals(List.of("short-lived"), Sessions.rules(session).cache().distinct().collect());
            session.range(0, 8, 1, 8).foreach(number ->
                    System.getProperties().put(SEEN, new WeakReference<>(Thread.currentThread().getContextClassLoader())));
            assertTrue("as long as the session is open its code is there", gone.collect().contains(false));
            session.close();
            Await.until("no executor has its class loader", 60, () -> !gone.collect().contains(false));
            assertEquals(List.of("other"), Sessions.rules(other).distinct().collect());
            final String closed = assertThrows(KindlingException.class, () -> Sessions.rules(session).count()).getMessage();
            assertTrue(closed, closed.contains("Session 2 of the application has been closed"));
        }
    }

    @Test
    public void shouldHaveSessionsUnderSubmit() throws Exception {
        final Path root = folder.getRoot().toPath();
        final Kindling.Outcome outcome = new Kindling(root).run(cluster.submit("--total-executor-cores", "2", "--class", "io.kindling.itests.app.Sessions",
                ApplicationJar.make(root, "1").toString(), RulesJar.make(folder.newFolder().toPath(), "one").toString(),
                RulesJar.make(folder.newFolder().toPath(), "two").toString()));
        assertEquals(outcome.toString(), "[one]\n[two]\n10", outcome.out().trim());
        assertEquals(outcome.toString(), 0, outcome.exitCode());
    }
}
