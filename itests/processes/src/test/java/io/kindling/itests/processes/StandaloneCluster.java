package io.kindling.itests.processes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.rules.ExternalResource;
import org.junit.rules.TemporaryFolder;

/** A master and two workers of one core each, as processes. */
final class StandaloneCluster extends ExternalResource {

    private static final Pattern URL = Pattern.compile("kindling://[^\\s)]+");

    private final TemporaryFolder folder;
    private final List<Kindling.Call> calls = new ArrayList<>();
    private final List<Kindling.Call> workers = new ArrayList<>();
    private final List<Path> works = new ArrayList<>();
    private final Map<Kindling.Call, Path> updates = new HashMap<>();
    private Kindling.Call master;
    private Kindling kindling;
    private String url;

    StandaloneCluster(final TemporaryFolder folder) {
        this.folder = folder;
    }

    String url() {
        return url;
    }

    Path credentials() {
        return folder.getRoot().toPath().resolve("credential");
    }

    /** The arguments of {@code submit} that lead to this cluster. */
    String[] submit(final String... more) {
        final List<String> arguments = new ArrayList<>(List.of("submit", "--master", url, "--credentials", credentials().toString()));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    @Override
    protected void before() throws IOException, InterruptedException {
        kindling = new Kindling(folder.getRoot().toPath());
        master = start("master", "--port", "0", "--credentials", credentials().toString(), "--exit-with-parent");
        url = ready(master);
        startWorkers(2);
    }

    Kindling.Call master() {
        return master;
    }

    List<Kindling.Call> workers() {
        return workers;
    }

    /** What workers have kept of applications. */
    List<Path> workFiles() throws IOException {
        final List<Path> files = new ArrayList<>();
        for (final Path work : works) {
            try (Stream<Path> listed = Files.list(work)) {
                listed.forEach(files::add);
            }
        }
        return files;
    }

    /** Kills the master and starts it again in the same place. */
    void restartMaster() throws IOException, InterruptedException {
        master.process().destroyForcibly().waitFor();
        master = start("master", "--port", url.substring(url.lastIndexOf(':') + 1), "--credentials", credentials().toString(), "--exit-with-parent");
        ready(master);
    }

    /** Renames a bundle into a daemon's directory for updates; does not wait. */
    void offer(final Kindling.Call daemon, final Path bundle) throws IOException {
        final Path directory = updates.get(daemon);
        final Path hidden = Files.copy(bundle, directory.resolve(".coming"), StandardCopyOption.REPLACE_EXISTING);
        Files.move(hidden, directory.resolve("update.jar"), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Updates a daemon's bundle, and waits until it says so. */
    void update(final Kindling.Call daemon, final Path bundle) throws IOException, InterruptedException {
        final long before = updates(daemon);
        offer(daemon, bundle);
        Await.until("the daemon has updated " + bundle, 30, () -> updates(daemon) > before);
    }

    /** How many updates a daemon has told. */
    static long updates(final Kindling.Call daemon) throws IOException {
        return daemon.err().lines().filter(line -> line.contains(": updated io.kindling.")).count();
    }

    private Kindling.Call start(final String... arguments) throws IOException {
        final Path directory = Files.createTempDirectory(folder.getRoot().toPath(), "updates");
        final Kindling.Call daemon = kindling.start(Map.of("KINDLING_UPDATES", directory.toString()), arguments);
        updates.put(daemon, directory);
        return daemon;
    }

    void addWorker() throws IOException, InterruptedException {
        startWorkers(1);
    }

    /** Starts so many more workers, all at once. */
    private void startWorkers(final int count) throws IOException, InterruptedException {
        final List<Kindling.Call> starting = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            final Path work = folder.newFolder().toPath();
            works.add(work);
            starting.add(start("worker", "--cores", "1", "--memory", "2g",
                    "--work-dir", work.toString(), "--credentials", credentials().toString(), "--exit-with-parent", url));
        }
        for (final Kindling.Call worker : starting) {
            ready(worker);
            workers.add(worker);
        }
    }

    /** Kills the worker whose child a process is, with kill -9. */
    void killWorkerOf(final long executor) {
        final long parent = ProcessHandle.of(executor).flatMap(ProcessHandle::parent).orElseThrow().pid();
        final Kindling.Call worker = workers.stream().filter(each -> each.process().pid() == parent).findFirst().orElseThrow();
        workers.remove(worker);
        worker.process().destroyForcibly();
    }

    /** Starts workers until there are two again. */
    void replaceWorkers() throws IOException, InterruptedException {
        startWorkers(2 - workers.size());
    }

    /** What master and workers have said that nobody should have to read. */
    String complaints() throws IOException {
        final StringBuilder complaints = new StringBuilder();
        for (final Kindling.Call call : calls) {
            call.err().lines().filter(line -> !line.startsWith("Kindling ")).forEach(line -> complaints.append(line).append('\n'));
        }
        return complaints.toString();
    }

    private String ready(final Kindling.Call call) throws IOException, InterruptedException {
        calls.add(call);
        Await.until("the daemon is ready", 60, () -> {
            if (!call.process().isAlive()) {
                throw new IOException("The daemon has ended: " + call.err());
            }
            return URL.matcher(call.err()).find();
        });
        final Matcher matcher = URL.matcher(call.err());
        matcher.find();
        return matcher.group();
    }

    @Override
    protected void after() {
        calls.forEach(call -> call.process().destroy());
    }
}
