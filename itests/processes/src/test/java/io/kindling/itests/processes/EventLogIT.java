package io.kindling.itests.processes;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What an application has been through, read again when it and its processes are gone. */
public class EventLogIT {

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Kindling kindling;
    private Path logs;
    private String jar;

    @Before
    public void makeJar() throws IOException {
        kindling = new Kindling(folder.getRoot().toPath());
        logs = folder.getRoot().toPath().resolve("logs");
        jar = ApplicationJar.make(folder.newFolder("jars").toPath(), "1").toString();
    }

    @Test
    public void shouldTellTheStoryOfAnApplicationThatFailed() throws Exception {
        final Kindling.Outcome outcome = submit("local-cluster[1,1,1024]");
        assertEquals(outcome.toString(), 1, outcome.exitCode());

        final Path log = only(logs);
        assertEquals("events-1.jsonl.zst", only(log).getFileName().toString());
        final Kindling.Outcome story = events(log.toString());
        assertEquals(story.toString(), 0, story.exitCode());
        final List<String> told = story.out().lines().filter(line -> !line.startsWith("    ")).map(line -> line.split(" ")[1]).toList();
        assertEquals(story.toString(), "APPLICATION_STARTED", told.get(0));
        assertEquals(story.toString(), "APPLICATION_ENDED", told.get(told.size() - 1));
        assertTrue(story.toString(), told.containsAll(List.of("CLUSTER_PRESENT", "EXECUTOR_GRANTED", "EXECUTOR_LAUNCHED", "EXECUTOR_REGISTERED",
                "JOB_STARTED", "STAGE_STARTED", "STAGE_ENDED", "JOB_ENDED", "EXECUTOR_RELEASED")));
        assertTrue(story.toString(), story.out().contains("the record 2 is bad"));
        assertEquals("a log that is whole needs no remark", "", story.err());

        final Kindling.Outcome lines = events("--json", log.toString());
        assertEquals(lines.toString(), told.size() + 1, lines.out().lines().filter(line -> line.startsWith("{") && line.endsWith("}")).count());
        assertTrue(lines.toString(), lines.out().contains("\"runMillis\":\"") && lines.out().contains("\"state\":\"FAILED\"") && lines.out().contains("\"application\":\"" + log.getFileName() + "\""));
    }

    @Test
    public void shouldKeepWhatWasWrittenWhenTheDriverIsKilled() throws Exception {
        final StagedRun run = new StagedRun(folder.getRoot().toPath());
        final List<String> arguments = options("local[1]", "--conf", "kindling.eventLog.compress=false");
        arguments.addAll(List.of(run.arguments()));
        try (Kindling.Call call = kindling.start(arguments.toArray(String[]::new))) {
            Await.until("a task waits", 60, () -> !run.pids("map").isEmpty());
            Await.until("its stage is in the log", 60, () -> written().contains("STAGE_STARTED"));
            call.signal("KILL");
            call.await();
        }

        final Path log = only(logs);
        assertEquals("events-1.jsonl.inprogress", only(log).getFileName().toString());
        final Kindling.Outcome story = events(log.toString());
        assertEquals(story.toString(), 0, story.exitCode());
        assertTrue(story.toString(), story.out().contains(" JOB_STARTED "));
        assertFalse(story.toString(), story.out().contains(" APPLICATION_ENDED "));
        assertTrue(story.toString(), story.err().contains("had not ended"));
    }

    @Test
    public void shouldRefuseWhatCannotBeWrittenOrRead() throws Exception {
        Files.writeString(logs, "this is no directory");
        final Kindling.Outcome refused = submit("local[1]");
        assertEquals(refused.toString(), 1, refused.exitCode());
        assertTrue(refused.toString(), refused.err().contains("kindling.eventLog.dir") && refused.err().contains(logs.toString()));

        final Kindling.Outcome none = events(folder.getRoot().toPath().resolve("none").toString());
        assertEquals(none.toString(), 2, none.exitCode());
        assertTrue(none.toString(), none.err().startsWith("error: There is no event log "));
    }

    private Kindling.Outcome events(final String... arguments) throws Exception {
        final List<String> all = new ArrayList<>(List.of("events"));
        all.addAll(List.of(arguments));
        return kindling.run(all.toArray(String[]::new));
    }

    private Kindling.Outcome submit(final String master) throws Exception {
        final List<String> arguments = options(master);
        arguments.addAll(List.of("--class", "io.kindling.itests.app.Misbehaving", jar, "throw"));
        return kindling.run(arguments.toArray(String[]::new));
    }

    private List<String> options(final String master, final String... more) {
        final List<String> options = new ArrayList<>(List.of("submit", "--master", master, "--conf", "kindling.eventLog.enabled=true",
                "--conf", "kindling.eventLog.dir=" + logs));
        options.addAll(List.of(more));
        return options;
    }

    /** What there is by now: a thread of its own writes it. */
    private String written() throws IOException {
        final StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.walk(logs)) {
            for (final Path file : files.filter(Files::isRegularFile).toList()) {
                text.append(Files.readString(file));
            }
        }
        return text.toString();
    }

    private static Path only(final Path directory) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            final List<Path> found = all.toList();
            assertEquals(found.toString(), 1, found.size());
            return found.get(0);
        }
    }
}
