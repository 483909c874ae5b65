package io.kindling.itests.processes;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.rules.ExternalResource;
import org.junit.rules.TemporaryFolder;

/** A master and two workers of one core each, as processes. */
final class StandaloneCluster extends ExternalResource {

    private static final Pattern URL = Pattern.compile("kindling://[^\\s)]+");

    private final TemporaryFolder folder;
    private final List<Kindling.Call> calls = new ArrayList<>();
    private final List<Kindling.Call> workers = new ArrayList<>();
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
        url = ready(kindling.start("master", "--port", "0", "--credentials", credentials().toString(), "--exit-with-parent"));
        startWorker();
        startWorker();
    }

    /** Starts one more worker. */
    private Kindling.Call startWorker() throws IOException, InterruptedException {
        final Kindling.Call worker = kindling.start("worker", "--cores", "1", "--memory", "2g",
                "--work-dir", folder.newFolder().toString(), "--credentials", credentials().toString(), "--exit-with-parent", url);
        ready(worker);
        workers.add(worker);
        return worker;
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
        while (workers.size() < 2) {
            startWorker();
        }
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
