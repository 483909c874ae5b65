package io.kindling.itests.processes;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.api.JobFailedException;
import io.kindling.api.KindlingConf;
import io.kindling.api.KindlingContext;
import io.kindling.api.KindlingException;
import io.kindling.itests.app.Markers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The code of an application changes while its context lives and its executors run. */
public class LiveCodeIT {

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void shouldRunEachJobOnTheCodeThatThereWasWhenItWasSubmitted() throws Exception {
        try (KindlingContext context = new KindlingContext(new KindlingConf().setMaster("local-cluster[2,1,1024]").setAppName("live-code"))) {
            final String before = assertThrows(JobFailedException.class, () -> rule(context)).getMessage();
            assertTrue(before, before.contains("rules.Rule"));

            context.addJar(jar("one").toString());
            assertEquals("one", rule(context));
            final String again = assertThrows(KindlingException.class, () -> context.addJar(jar("another").toString())).getMessage();
            assertTrue(again, again.contains("rules.jar"));

            final Path meeting = folder.newFolder("meeting").toPath();
            final CompletableFuture<String> underWay = CompletableFuture.supplyAsync(() -> ruleAfter(context, meeting.toString()));
            Await.until("the job is under way", 30, () -> meeting.toFile().list().length > 0);
            context.updateJar(jar("two").toString());
            assertEquals("two", rule(context));
            Files.createFile(meeting.resolve("task.go"));
            assertEquals("the job that was under way goes on with the old code", "one", underWay.get(60, TimeUnit.SECONDS));

            context.removeJar("rules.jar");
            assertThrows(JobFailedException.class, () -> rule(context));
            final String unknown = assertThrows(KindlingException.class, () -> context.removeJar("rules.jar")).getMessage();
            assertTrue(unknown, unknown.contains("rules.jar"));
        }
    }

    private static String rule(final KindlingContext context) {
        return context.parallelize(List.of(1), 1).map(number -> load()).first();
    }

    private static String ruleAfter(final KindlingContext context, final String meeting) {
        return context.parallelize(List.of(1), 1).map(number -> {
            Markers.at(meeting).meet("task");
            return load();
        }).first();
    }

    private static String load() throws ReflectiveOperationException {
        return (String) ((Supplier<?>) Class.forName("rules.Rule", true, Thread.currentThread().getContextClassLoader())
                .getConstructor().newInstance()).get();
    }

    private Path jar(final String says) throws Exception {
        return RulesJar.make(folder.newFolder().toPath(), says);
    }
}
