package io.kindling.itests.kit;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.api.JobFailedException;
import io.kindling.api.KindlingConf;
import io.kindling.api.KindlingContext;
import io.kindling.api.Tuple2;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.function.ThrowingRunnable;
import org.junit.rules.ExternalResource;
import org.junit.rules.TemporaryFolder;

/** An application on executors that are processes, with folders of its own; when it has ended nothing of it may be left. */
public final class FaultCluster extends ExternalResource {

    private static final int RECORDS = 5_000;
    private static final int KEYS = 41;
    private static final int END_SECONDS = 20;

    private final TemporaryFolder folder = new TemporaryFolder();
    private final String master;
    private final String[] settings;
    private KindlingContext context;
    private int filesOpen;
    private long threads;
    private long processes;

    /**
     * Opens when the rule is applied.
     *
     * @param settings keys and values by turns
     */
    public FaultCluster(final String master, final String... settings) {
        this.master = master;
        this.settings = settings;
    }

    @Override
    protected void before() throws IOException {
        folder.create();
        folder.newFolder("local");
        processes = ProcessHandle.current().children().count();
        threads = kindlingThreads();
        filesOpen = openFiles();
        context = new KindlingContext(conf());
        assertWorks();
    }

    private KindlingConf conf() {
        final KindlingConf conf = new KindlingConf(false).setMaster(master).setAppName("faults").set("kindling.executor.memory", "256m")
                .set("kindling.local.dir", local().toString());
        for (int i = 0; i < settings.length; i += 2) {
            conf.set(settings[i], settings[i + 1]);
        }
        return conf;
    }

    public KindlingContext context() {
        return context;
    }

    /** Where its executors keep their files. */
    public Path local() {
        return folder.getRoot().toPath().resolve("local");
    }

    /** A folder for tallies, markers and inputs. */
    public Path newFolder() throws IOException {
        return folder.newFolder().toPath();
    }

    /** The next job on the same application comes to what it should. */
    public void assertWorks() {
        final Map<Long, Long> expected = new HashMap<>();
        for (long x = 0; x < RECORDS; x++) {
            expected.merge(x % KEYS, 1L, Long::sum);
        }
        assertEquals(expected, new HashMap<>(context.range(0, RECORDS, 1, 4).mapToPair(x -> new Tuple2<>(x % KEYS, 1L)).reduceByKey(Long::sum).collectAsMap()));
    }

    /** Runs a job that must fail; its message, which says everything that a user needs. */
    public String failureOf(final ThrowingRunnable job, final String... parts) {
        final JobFailedException failure = assertThrows(JobFailedException.class, job);
        final String message = failure.getMessage();
        for (final String part : parts) {
            assertTrue("'" + part + "' is missed in: " + message + "\n" + failure.detail(), message.contains(part) || String.valueOf(failure.detail()).contains(part));
        }
        assertTrue("short enough to be read: " + message.length(), message.length() < 20_000);
        return message;
    }

    /** As {@link #failureOf}, of a task that fails for good: where that was is told too. */
    public String taskFailureOf(final ThrowingRunnable job, final String... parts) {
        final List<String> all = new ArrayList<>(List.of(parts));
        all.addAll(List.of("stage ", "partition ", "attempt ", "executor ", "127.0.0.1", "kindling.task.maxFailures"));
        return failureOf(job, all.toArray(String[]::new));
    }

    /** Ends the application. */
    public void close() {
        context.close();
    }

    @Override
    protected void after() {
        try {
            context.close();
            Await.until("no process is left", END_SECONDS, () -> ProcessHandle.current().children().count() <= processes);
            Await.until("no thread is left", END_SECONDS, () -> kindlingThreads() <= threads);
            try {
                Await.until("no file is left in the local directories", END_SECONDS, () -> files(local()).isEmpty());
            } catch (final AssertionError e) {
                throw new AssertionError(e.getMessage() + ": " + files(local()), e);
            }
            // The first context of a JVM leaves some of the JVM's own open.
            Await.until("no file is left open: " + filesOpen + " before", END_SECONDS, () -> openFiles() <= filesOpen + 20);
        } catch (final IOException e) {
            throw new AssertionError(e);
        } finally {
            folder.delete();
        }
    }

    /** All files below a folder; what vanishes meanwhile is not among them. */
    public static List<Path> files(final Path root) {
        final List<Path> found = new ArrayList<>();
        final File[] files = root.toFile().listFiles();
        for (final File file : files == null ? new File[0] : files) {
            if (file.isDirectory()) {
                found.addAll(files(file.toPath()));
            } else {
                found.add(file.toPath());
            }
        }
        return found;
    }

    private static long kindlingThreads() {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().startsWith("kindling")).count();
    }

    private static int openFiles() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return (int) open.count();
        }
    }
}
