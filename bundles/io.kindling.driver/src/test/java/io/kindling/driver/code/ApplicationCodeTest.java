package io.kindling.driver.code;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.api.KindlingContext;
import io.kindling.api.KindlingException;
import io.kindling.dataflow.RecordCodecs;
import io.kindling.deploy.Artifact;
import io.kindling.deploy.DeployedClassSpaces;
import io.kindling.plan.CachedData;
import io.kindling.plan.JobPlan;
import io.kindling.plan.JobPlanner;
import io.kindling.plan.Lineage;
import io.kindling.plan.RddNode;
import io.kindling.protocol.stage.Aggregator;
import io.kindling.protocol.stage.FunctionBlob;
import io.kindling.protocol.stage.Operator;
import io.kindling.protocol.stage.Partitioning;
import io.kindling.protocol.stage.Sink;
import io.kindling.protocol.stage.TransformKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.apache.felix.framework.Felix;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class ApplicationCodeTest {

    private static final String APPLICATION = "app-1";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final DeployedClassSpaces spaces = new DeployedClassSpaces(Felix.class);
    private final JobPlanner planner = new JobPlanner(CachedData.NONE);
    private final Lineage lineage = new Lineage();
    private ClassLoader loader;
    private ApplicationCode code;

    @Before
    public void open() throws IOException {
        final Path app = jar("app.jar", "first");
        loader = spaces.applicationLoader(List.of(app), KindlingContext.class.getClassLoader());
        code = new ApplicationCode(spaces, APPLICATION, spaces.ofLoader(loader, List.of(app)), planner,
                new RecordCodecSource(RecordCodecs.factory(), Map.of()));
    }

    @After
    public void close() throws Exception {
        code.close();
        ((AutoCloseable) loader).close();
    }

    private Path jar(final String name, final String text) throws IOException {
        final Path jar = folder.getRoot().toPath().resolve(name);
        final String function = Twice.class.getName().replace('.', '/') + ".class";
        try (OutputStream out = Files.newOutputStream(jar); JarOutputStream zip = new JarOutputStream(out);
                InputStream in = Twice.class.getClassLoader().getResourceAsStream(function)) {
            zip.putNextEntry(new JarEntry("text"));
            zip.write(text.getBytes(StandardCharsets.UTF_8));
            if (name.equals("app.jar")) {
                zip.putNextEntry(new JarEntry(function));
                in.transferTo(zip);
            }
        }
        return jar;
    }

    private List<String> names() {
        return code.current().artifacts().stream().map(Artifact::name).toList();
    }

    private RddNode doubled() throws Exception {
        final Object function = loader.loadClass(Twice.class.getName()).getConstructor().newInstance();
        final FunctionBlob blob = new FunctionBlob(FunctionBlob.Language.JAVA, code.current().space().writeFunction(function, "the function"), true);
        final RddNode source = lineage.source("parallelize", new Operator.CollectionSource(), List.of(new byte[0]));
        final RddNode mapped = lineage.transform("map at App.java:3", TransformKind.MAP, source, blob);
        return lineage.aggregate("reduceByKey", mapped, new Partitioning.Hash(1), new Aggregator.None(), new Aggregator.None());
    }

    private JobPlan plan(final RddNode node, final CodeLease lease) {
        return lease.plan(node, new Sink.Collect(), "collect at App.java:4");
    }

    @Test
    public void shouldRunNewJobsOnTheNewCodeAndKeepTheOldForThoseUnderWay() throws Exception {
        final RddNode node = doubled();
        final CodeLease before = code.lease();
        assertEquals(0, plan(node, before).result().spec().code());
        assertTrue(code.addJar(jar("more.jar", "more").toString()));
        assertFalse("the same again", code.addJar(jar("more.jar", "more").toString()));
        try (CodeLease after = code.lease()) {
            final JobPlan plan = plan(node, after);
            assertEquals(List.of(1, 1), plan.stages().stream().map(stage -> stage.spec().code()).toList());
        }
        assertEquals(List.of("app.jar", "more.jar"), names());
        assertTrue("nothing is retired that a job runs on", planner.takeUnreachable().isEmpty());
        before.close();
        assertEquals("now the old map stage is", 1, planner.takeUnreachable().size());
        assertNotNull(spaces.lent(APPLICATION, 0));
        assertSame(code.current().space(), spaces.lent(APPLICATION, 1));
    }

    @Test
    public void shouldRefuseADataSetWhoseFunctionIsMadeOfCodeThatIsGone() throws Exception {
        final RddNode node = doubled();
        final String old = code.current().artifacts().get(0).hash();
        assertTrue(code.updateJar(jar("app.jar", "second").toString()));
        final String now = code.current().artifacts().get(0).hash();
        assertFalse("the driver's own classes are the old ones: executors in this JVM cannot borrow them", code.current().space().runsHere());
        assertNull(spaces.lent(APPLICATION, 1));
        try (CodeLease lease = code.lease()) {
            final String message = assertThrows(KindlingException.class, () -> plan(node, lease)).getMessage();
            assertEquals("collect at App.java:4 cannot run: a function of map at App.java:3 is made of classes of app.jar with the content " + old.substring(0, 12)
                    + ", which version 1 of the application's code does not have: it has app.jar with the content " + now.substring(0, 12)
                    + "; make the data set again after the change", message);
        }
        final String message = assertThrows(KindlingException.class, this::doubled).getMessage();
        assertTrue(message, message.contains("it comes from app.jar as it was when the context began, which has been replaced or removed since"));
    }

    @Test
    public void shouldSayWhatIsWrongWithAChange() throws Exception {
        final String more = jar("more.jar", "more").toString();
        code.addJar(more);
        jar("more.jar", "other");
        assertEquals("The application has a JAR more.jar with other content already; use updateJar to replace it",
                assertThrows(KindlingException.class, () -> code.addJar(more)).getMessage());
        assertEquals("The application has no JAR absent.jar; it has app.jar, more.jar",
                assertThrows(KindlingException.class, () -> code.removeJar("absent.jar")).getMessage());
        assertTrue(assertThrows(KindlingException.class, () -> code.updateJar("/nowhere/absent.jar")).getMessage().contains("does not exist"));
        final String lonely = jar("lonely.jar", "x").toString();
        assertTrue(assertThrows(KindlingException.class, () -> code.updateJar(lonely)).getMessage().startsWith("The application has no JAR lonely.jar"));
        assertEquals("nothing has changed by that", 1, code.current().number());
        assertTrue(code.updateJar(more));
        code.removeJar("more.jar");
        assertEquals(List.of("app.jar"), names());
        assertTrue("all that was added has been taken away", code.current().space().runsHere());
        code.close();
        assertEquals("The context has been closed: its code cannot be changed any more",
                assertThrows(KindlingException.class, () -> code.addJar(lonely)).getMessage());
    }

    @Test
    public void shouldServeTheBytesThatWereAddedWhateverBecomesOfTheFile() throws Exception {
        final Path file = jar("more.jar", "one");
        code.addJar(file.toString());
        final Artifact added = code.current().artifacts().get(1);
        final CodeLease job = code.lease();
        jar("more.jar", "two");
        code.updateJar(file.toString());
        Files.delete(file);
        assertEquals(added.hash(), spaces.read(code.find(added.hash()).file()).hash());
        job.close();
        code.addJar(jar("last.jar", "last").toString());
        assertNull("no version has it any more", code.find(added.hash()));
        assertFalse(Files.exists(added.file()));
    }

    @Test
    public void shouldGiveEachSessionCodeOfItsOwn() throws Exception {
        final ApplicationCode session = code.ofSession(1);
        assertSame("as long as nothing is changed it is the same", code.current(), session.current());
        code.addJar(jar("more.jar", "one").toString());
        session.addJar(jar("more.jar", "two").toString());
        assertEquals(List.of(1, 2), List.of(code.current().number(), session.current().number()));
        assertEquals("no session's new jobs run on what it was started with", List.of(0), planner.takeRetired());
        assertEquals(List.of("more.jar with other content"), session.lacks(code));
        final ApplicationCode third = code.ofSession(2);
        assertEquals("a number that was retired is not used again", 3, third.current().number());
        assertSame(code.first().space(), third.current().space());
        final ApplicationCode fourth = code.ofSession(3);
        assertSame("sessions that have changed nothing share what is cached", third.current(), fourth.current());
        assertEquals(List.of(), session.lacks(third));
        assertEquals(List.of("more.jar"), third.lacks(session));
        final Artifact added = session.current().artifacts().get(1);
        final CodeLease job = session.lease();
        session.close();
        assertNotNull("a job still runs on it", spaces.lent(APPLICATION, 2));
        job.close();
        assertNull(spaces.lent(APPLICATION, 2));
        assertNull(code.find(added.hash()));
        assertFalse(Files.exists(added.file()));
        assertEquals(List.of(2), planner.takeRetired());
        assertEquals("Session 1 of the application has been closed: its code cannot be used any more",
                assertThrows(KindlingException.class, session::current).getMessage());
        third.close();
        assertSame("another session runs on it", code.first().space(), spaces.lent(APPLICATION, 3));
        fourth.close();
        assertNull(spaces.lent(APPLICATION, 3));
        assertEquals(List.of(3), planner.takeRetired());
        assertEquals(1, code.current().number());
        assertSame(code.current().space(), spaces.lent(APPLICATION, 1));
    }

    @Test
    public void shouldNameTheSessionThatLacksTheCodeOfAFunction() throws Exception {
        final RddNode node = doubled();
        final ApplicationCode session = code.ofSession(1);
        session.removeJar("app.jar");
        try (CodeLease lease = session.lease()) {
            final String message = assertThrows(KindlingException.class, () -> plan(node, lease)).getMessage();
            assertTrue(message, message.contains("which version 1 of the code of session 1 does not have: it has none of this name"));
        }
        session.close();
    }
}
